package org.taskmaster.core;

import org.taskmaster.model.Moment;
import org.taskmaster.model.Policy;

/// What [ProcessMachine] does, or a broken copy of it.
@FunctionalInterface
interface Decider {

    Decision decide(Policy policy, ProcessState state, Input input, Moment now);
}
