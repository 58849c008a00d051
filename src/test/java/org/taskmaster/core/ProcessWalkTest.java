package org.taskmaster.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.Signal;

/// Random lives of a process: the rules hold in every one of them, and a machine with a mistake is
/// found out. A failure names its seed and tells the latest steps.
class ProcessWalkTest {

    private static final int STEPS = 1_000_000;
    private static final int SEEDS = 10;
    private static final int STEPS_FOR_A_MISTAKE = 50_000;

    @Test
    void aMillionStepsBreakNoRule() {
        List<Policy> policies = policies();

        for (Policy policy : policies) {
            for (int seed = 0; seed < SEEDS; seed++) {
                new ProcessWalk(ProcessMachine::decide, policy, seed).walk(STEPS / policies.size() / SEEDS);
            }
        }
    }

    @Test
    void everyMistakeIsFoundOut() {
        List<String> unnoticed = new ArrayList<>();

        BrokenMachines.all().forEach((mistake, machine) -> {
            if (!isFoundOut(machine)) {
                unnoticed.add(mistake);
            }
        });

        assertThat(unnoticed).isEmpty();
    }

    private static boolean isFoundOut(Decider machine) {
        for (Policy policy : policies()) {
            try {
                new ProcessWalk(machine, policy, 1).walk(STEPS_FOR_A_MISTAKE);
            } catch (AssertionError _) {
                return true;
            }
        }
        return false;
    }

    private static List<Policy> policies() {
        Policy usual = Policies.stop(Policies.USUAL, Signal.TERM, Duration.ofSeconds(2));
        Policy brisk = Policies.start(usual, Duration.ofSeconds(1), 3);
        return List.of(
                brisk,
                Policies.autorestart(brisk, Autorestart.NEVER),
                Policies.autorestart(brisk, Autorestart.ALWAYS),
                Policies.autorestart(Policies.start(usual, Duration.ZERO, 0), Autorestart.ALWAYS),
                Policies.start(usual, Duration.ofMillis(300), 1));
    }
}
