package org.taskmaster.plan;

import java.util.ArrayList;
import java.util.List;

/// What is to be done to many processes, at most one step to each: in stages, of which each begins when those it
/// follows are through. Levels of priority are stages that follow each other; what depends on single processes is
/// a stage that follows theirs.
public record Plan(List<Stage> stages) {

    /// Steps that begin together.
    ///
    /// @param after the stages that have to be through before, by their places in the plan: each comes earlier
    public record Stage(List<Step> steps, List<Integer> after) {
        public Stage {
            steps = List.copyOf(steps);
            after = List.copyOf(after);
        }
    }

    /// @throws IllegalArgumentException when a stage follows itself or one that comes later
    public Plan {
        stages = List.copyOf(stages);
        for (int i = 0; i < stages.size(); i++) {
            for (int before : stages.get(i).after()) {
                if (before < 0 || before >= i) {
                    throw new IllegalArgumentException("stage " + i + " follows stage " + before);
                }
            }
        }
    }

    /// A plan whose stages follow one another.
    public static Plan inOrder(List<? extends List<? extends Step>> stages) {
        List<Stage> all = new ArrayList<>();
        for (List<? extends Step> steps : stages) {
            all.add(new Stage(List.copyOf(steps), all.isEmpty() ? List.of() : List.of(all.size() - 1)));
        }
        return new Plan(all);
    }
}
