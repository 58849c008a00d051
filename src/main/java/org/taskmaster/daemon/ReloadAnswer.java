package org.taskmaster.daemon;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.plan.Step;

/// Answers a reload with the steps that were carried out.
///
/// Settings are put in force step by step, so that a reload that takes over finds what is left to do by comparing
/// again.
record ReloadAnswer(List<ReloadStep> steps, Roll roll, CompletableFuture<ReloadReport> reply) implements PlanFollower {

    @Override
    public void ended(Ended ended) {
        if (ended.step() instanceof Step.Remove) {
            roll.noteGone(ended.step().key().program());
        }
    }

    @Override
    public void answer(Fate fate) {
        reply.complete(
                switch (fate) {
                    case THROUGH -> new ReloadReport.Applied(steps);
                    case ABANDONED, CUT_SHORT -> new ReloadReport.Superseded();
                });
    }
}
