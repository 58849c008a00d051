package org.taskmaster.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.taskmaster.model.ProcessKey;

/// How far a plan is carried out: which steps are to begin now, and whether it is through.
public final class PlanProgress {

    private final Plan plan;
    /// The stage of each step under way.
    private final Map<ProcessKey, Integer> underWay = new HashMap<>();
    private final boolean[] begun;
    /// How many steps of each stage are not settled.
    private final int[] open;
    private int stagesLeft;
    /// Whether a stage may begin that could not before.
    private boolean ready = true;

    public PlanProgress(Plan plan) {
        this.plan = plan;
        this.begun = new boolean[plan.stages().size()];
        this.open =
                plan.stages().stream().mapToInt(stage -> stage.steps().size()).toArray();
        this.stagesLeft = begun.length;
    }

    /// Takes note that the step of a process is through; one that is not under way is ignored.
    public void settled(ProcessKey process) {
        Integer stage = underWay.remove(process);
        if (stage != null && --open[stage] == 0) {
            stagesLeft--;
            ready = true;
        }
    }

    /// The steps that begin now: those of each stage all of whose predecessors are through.
    public List<Step> begin() {
        List<Step> next = new ArrayList<>();
        if (ready) {
            ready = false;
            for (int stage = 0; stage < begun.length; stage++) {
                if (!begun[stage] && mayBegin(stage)) {
                    begin(stage, next);
                }
            }
        }
        return next;
    }

    /// Whether nothing is left to begin or to settle.
    public boolean done() {
        return stagesLeft == 0;
    }

    private void begin(int stage, List<Step> next) {
        begun[stage] = true;
        if (open[stage] == 0) {
            stagesLeft--;
        }
        for (Step step : plan.stages().get(stage).steps()) {
            underWay.put(step.key(), stage);
            next.add(step);
        }
    }

    private boolean mayBegin(int stage) {
        for (int before : plan.stages().get(stage).after()) {
            if (!begun[before] || open[before] > 0) {
                return false;
            }
        }
        return true;
    }
}
