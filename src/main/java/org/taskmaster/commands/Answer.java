package org.taskmaster.commands;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.RereadReport;
import org.taskmaster.control.Selection;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.StateName;

/// What a command found out or did, before it is put into words.
public sealed interface Answer {

    /// The exit status that tells it.
    ExitCode exit();

    /// One that can only be good.
    sealed interface Good extends Answer {
        @Override
        default ExitCode exit() {
            return ExitCode.OK;
        }
    }

    /// Some processes.
    ///
    /// @param supervisor known when the fleet is empty
    record Status(FleetStatus fleet, Selection shown, Optional<SupervisorInfo> supervisor, Detail detail)
            implements Answer {

        /// How much is told of each.
        public enum Detail {
            /// A row.
            USUAL,
            /// Also where its output goes.
            VERBOSE
        }

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
            boolean missed = report.outcomes().stream().anyMatch(Outcome.NotSignalled.class::isInstance);
            boolean failed = report.outcomes().stream()
                    .anyMatch(outcome -> !outcome.good() && !(outcome instanceof Outcome.NotSignalled));
            if (failed) {
                return ExitCode.FAILED;
            }
            if (!report.unknown().isEmpty()) {
                return ExitCode.UNKNOWN_NAME;
            }
            return missed ? ExitCode.NOT_RUNNING : ExitCode.OK;
        }
    }

    /// An answer, and what processes said last.
    record Explained(Answer answer, List<LastWords> words) implements Answer {
        public Explained {
            words = List.copyOf(words);
        }

        @Override
        public ExitCode exit() {
            return answer.exit();
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
    record SupervisorPid(long pid) implements Good {}

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
    ///
    /// @param programs the only ones that were meant; empty: all
    record Reloaded(ReloadReport report, List<String> programs) implements Answer {
        public Reloaded {
            programs = List.copyOf(programs);
        }

        @Override
        public ExitCode exit() {
            return switch (report) {
                case ReloadReport.Planned _, ReloadReport.Applied _ -> ExitCode.OK;
                case ReloadReport.Rejected _, ReloadReport.Superseded _ -> ExitCode.FAILED;
            };
        }
    }

    /// What became of starting everything anew.
    record StartedAnew(ReloadReport report) implements Answer {
        @Override
        public ExitCode exit() {
            return new Reloaded(report, List.of()).exit();
        }
    }

    /// What became of waiting for states.
    ///
    /// @param wanted what was waited for
    /// @param seen every process that was meant, as it was at the end
    /// @param gone the words that fit no process at the end
    record Awaited(Set<StateName> wanted, List<Seen> seen, List<String> gone, Ending ending) implements Answer {
        public Awaited {
            seen = List.copyOf(seen);
            gone = List.copyOf(gone);
        }

        @Override
        public ExitCode exit() {
            return switch (ending) {
                case REACHED -> ExitCode.OK;
                case TIMED_OUT -> ExitCode.TIMED_OUT;
                case HOPELESS -> ExitCode.FAILED;
                case GONE -> ExitCode.UNKNOWN_NAME;
            };
        }

        /// A process at some time.
        ///
        /// @param detail why it is in that state; may be empty
        public record Seen(String name, StateName state, String detail) {}

        /// How a waiting ends.
        public enum Ending {
            /// All are where they were waited for.
            REACHED,
            /// The time was over.
            TIMED_OUT,
            /// One is FATAL, which it stays.
            HOPELESS,
            /// What was named is not there, or not any more: nothing can be said of its state.
            GONE
        }
    }

    /// The processes of the configuration that was last read.
    record Available(List<ConfiguredProcess> processes) implements Answer {
        public Available {
            processes = List.copyOf(processes);
        }

        @Override
        public ExitCode exit() {
            return ExitCode.OK;
        }
    }

    /// How the configuration file differs.
    record Reread(RereadReport report) implements Answer {
        @Override
        public ExitCode exit() {
            return switch (report) {
                case RereadReport.Read _ -> ExitCode.OK;
                case RereadReport.Rejected _, RereadReport.Superseded _ -> ExitCode.FAILED;
            };
        }
    }

    /// What became of adding or removing programs.
    ///
    /// @param reports by the names of the programs
    record Listed(Verb verb, SequencedMap<String, ProgramReport> reports) implements Answer {
        public Listed {
            reports = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(reports));
        }

        @Override
        public ExitCode exit() {
            return reports.values().stream()
                    .map(ProgramLines::exit)
                    .filter(code -> code != ExitCode.OK)
                    .findFirst()
                    .orElse(ExitCode.OK);
        }
    }

    /// Names that fit no program, so nothing was done.
    record NoSuchPrograms(List<UnknownName> names) implements Answer {
        public NoSuchPrograms {
            names = List.copyOf(names);
        }

        @Override
        public ExitCode exit() {
            return ExitCode.UNKNOWN_NAME;
        }
    }

    /// What was typed for a process does not reach it.
    record NoInput(String name, StdinReport report) implements Answer {
        @Override
        public ExitCode exit() {
            return switch (report) {
                case StdinReport.Sent _ -> ExitCode.OK;
                case StdinReport.NoSuchProcess _ -> ExitCode.UNKNOWN_NAME;
                case StdinReport.NotRunning _ -> ExitCode.NOT_RUNNING;
                case StdinReport.Closed _ -> ExitCode.FAILED;
            };
        }
    }

    /// A terminal was joined to that of a process, and how they parted.
    record Parted(String name, Seat.Parting parting) implements Answer {
        @Override
        public ExitCode exit() {
            return parting.status();
        }
    }

    /// A terminal was not joined to that of a process.
    ///
    /// @param why empty: whoever asks sits at no terminal
    record NotAttached(String name, Optional<AttachReport> why) implements Answer {
        @Override
        public ExitCode exit() {
            return why.map(TypingLines::exit).orElse(ExitCode.FAILED);
        }
    }

    /// Something was typed into a process.
    record Typed(String name, int bytes) implements Good {}

    /// The log files were opened again.
    ///
    /// @param failures those that could not be, and why
    record Reopened(List<String> failures) implements Answer {
        public Reopened {
            failures = List.copyOf(failures);
        }

        @Override
        public ExitCode exit() {
            return failures.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /// Everything was shown already, line by line.
    record Shown() implements Good {}

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
    record Version(String version) implements Good {}

    /// All commands, or one.
    record Help(Optional<CommandSpec> about) implements Good {}

    /// The end has begun.
    ///
    /// @param live how many processes have to be stopped
    /// @param patience how long the most patient of them has, for somebody who can cut it short; empty for
    ///     anybody else
    record ShuttingDown(int live, Optional<Duration> patience) implements Good {}

    /// The end was waited for, and has come.
    ///
    /// @param stopped how many processes were stopped
    /// @param left what was left running, and why, each in words
    record Ended(int stopped, List<String> left) implements Answer {

        public Ended {
            left = List.copyOf(left);
        }

        @Override
        public ExitCode exit() {
            return left.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
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

    /// The supervisor in another process cannot be asked, or refuses.
    record Unanswered(ControlFailure failure) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.UNREACHABLE;
        }
    }

    /// Somebody thought better of it.
    record NotAgreed() implements Good {}

    /// The shell is left, and the supervisor goes on.
    record Leaving() implements Good {}

    /// The supervisor could not answer.
    record Broken(String reason) implements Answer {
        @Override
        public ExitCode exit() {
            return ExitCode.FAILED;
        }
    }

    /// Nothing was asked.
    record Nothing() implements Good {}
}
