package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Selection;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.StateName;

/// What a command found out or did, before it is put into words.
public sealed interface Answer {

    /// The exit status that tells it.
    ExitCode exit();

    /// Some processes.
    record Status(FleetStatus fleet, Selection shown, SupervisorInfo supervisor) implements Answer {
        @Override
        public ExitCode exit() {
            if (shown.processes().stream().anyMatch(process -> down(process.state()))) {
                return ExitCode.STOPPED;
            }
            return shown.unknown().isEmpty() ? ExitCode.OK : ExitCode.UNKNOWN_NAME;
        }

        private static boolean down(StateName state) {
            return switch (state) {
                case STOPPED, EXITED, FATAL -> true;
                case STARTING, RUNNING, BACKOFF, STOPPING -> false;
            };
        }
    }

    /// What became of an order.
    record Acted(Verb verb, ActionReport report) implements Answer {
        @Override
        public ExitCode exit() {
            if (report.outcomes().stream().anyMatch(outcome -> !outcome.good())) {
                return ExitCode.FAILED;
            }
            if (!report.unknown().isEmpty()) {
                return ExitCode.UNKNOWN_NAME;
            }
            boolean missed = verb == Verb.SIGNAL
                    && report.outcomes().stream().anyMatch(outcome -> outcome instanceof Outcome.NotRunning);
            return missed ? ExitCode.NOT_RUNNING : ExitCode.OK;
        }
    }

    /// Somebody ended the waiting; the order stands.
    record NoLongerWaiting(Verb verb) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.INTERRUPTED;
        }
    }

    /// The supervisor's own pid.
    record SupervisorPid(long pid) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.OK;
        }
    }

    /// The pids of processes.
    record Pids(Selection shown) implements Answer {
        @Override
        public ExitCode exit() {
            if (!shown.unknown().isEmpty()) {
                return ExitCode.UNKNOWN_NAME;
            }
            boolean allUp =
                    shown.processes().stream().allMatch(process -> process.pid().isPresent());
            return allUp ? ExitCode.OK : ExitCode.NOT_RUNNING;
        }
    }

    /// What became of a reload.
    record Reloaded(ReloadReport report) implements Answer {
        @Override
        public ExitCode exit() {
            return switch (report) {
                case ReloadReport.Planned _, ReloadReport.Applied _ -> ExitCode.OK;
                case ReloadReport.Rejected _, ReloadReport.Superseded _ -> ExitCode.FAILED;
            };
        }
    }

    /// A log was shown already, line by line.
    record LogShown() implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.OK;
        }
    }

    /// A log cannot be read.
    ///
    /// @param name whose log it is
    record NoLog(String name, String reason) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.FAILED;
        }
    }

    /// A name that should be one process is none.
    record NoSuchProcess(UnknownName name) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.UNKNOWN_NAME;
        }
    }

    /// A name that should be one process is another number of them.
    record NotOneProcess(String word, List<ProcessStatus> processes) implements Answer {
        public NotOneProcess {
            processes = List.copyOf(processes);
        }

        @Override
        public ExitCode exit() {
            return ExitCode.USAGE;
        }
    }

    /// The version.
    record Version(String version) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.OK;
        }
    }

    /// All commands, or one.
    record Help(Optional<CommandSpec> about) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.OK;
        }
    }

    /// The end has begun.
    ///
    /// @param live how many processes have to be stopped
    record ShuttingDown(int live) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.OK;
        }
    }

    /// The command exists, but not like this.
    record Misused(String problem, Optional<CommandSpec> command) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.USAGE;
        }
    }

    /// There is no such command.
    record UnknownCommand(String word, Optional<String> suggestion) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.FAILED;
        }
    }

    /// The supervisor could not answer.
    record Broken(String reason) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.FAILED;
        }
    }

    /// Nothing was asked.
    record Nothing() implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.OK;
        }
    }
}
