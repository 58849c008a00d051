package org.taskmaster.commands;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.RereadReport;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Problem;

/// Puts answers into words for people and for scripts that grep.
public final class Printer {

    private Printer() {}

    /// Prints `answer`.
    ///
    /// What is asked most often stands first and apart: the first `switch` over types in a JVM is put
    /// together at run time, which takes longer than a one-shot `status` may take as a whole.
    public static void print(Answer answer, Output output) {
        if (answer instanceof Answer.Status status) {
            StatusTable.print(status, output);
            return;
        }
        switch (answer) {
            case Answer.Status status -> StatusTable.print(status, output);
            case Answer.Acted acted -> OutcomeLines.print(acted, output);
            case Answer.Explained(Answer plain, List<LastWords> words) -> {
                print(plain, output);
                words.forEach(last -> last.print(output));
            }
            case Answer.NoLongerWaiting(Verb verb) -> output.line(Line.of(noLongerWaiting(verb)));
            case Answer.SupervisorPid(long pid) -> output.line(Line.of(Long.toString(pid)));
            case Answer.Pids(var shown) -> {
                shown.unknown().forEach(name -> output.line(unknown(name)));
                shown.processes()
                        .forEach(process -> output.line(
                                Line.of(Integer.toString(process.pid().orElse(0)))));
            }
            case Answer.Reloaded(ReloadReport report, List<String> programs) -> reload(report, programs, output);
            case Answer.StartedAnew(ReloadReport report) -> startedAnew(report, output);
            case Answer.Awaited awaited -> StateLines.awaited(awaited, output);
            case Answer.Available(List<ConfiguredProcess> processes) -> ProgramLines.available(processes, output);
            case Answer.Reread(RereadReport report) -> ProgramLines.reread(report, output);
            case Answer.Listed listed -> ProgramLines.listed(listed, output);
            case Answer.NoSuchPrograms(List<UnknownName> names) -> names.forEach(name -> output.line(unknown(name)));
            case Answer.Parted parted -> TypingLines.parted(parted, output);
            case Answer.NotAttached refused -> TypingLines.notAttached(refused, output);
            case Answer.Typed(String name, int bytes) ->
                output.line(Line.of(name + ": typed " + count(bytes, "byte", "bytes")));
            case Answer.Reopened reopened -> TypingLines.reopened(reopened, output);
            case Answer.NoInput noInput -> StateLines.noInput(noInput, output);
            case Answer.Shown _, Answer.Leaving _, Answer.Nothing _ -> {}
            case Answer.NoLog(String name, String reason) ->
                output.line(Line.of(name + ": ").with(Tone.BAD, "ERROR").with(" (" + reason + ")"));
            case Answer.NoSuchProcess(UnknownName name) -> output.line(unknown(name));
            case Answer.NotOneProcess(String word, List<ProcessStatus> processes) ->
                output.line(Line.of(notOne(word, processes)));
            case Answer.Version(String version) -> output.line(Line.of(version));
            case Answer.Help(Optional<CommandSpec> about) ->
                about.ifPresentOrElse(spec -> HelpText.about(spec, output), () -> HelpText.overview(output));
            case Answer.ShuttingDown(int live, Optional<Duration> patience) ->
                output.line(Line.of(shuttingDown(live, patience)));
            case Answer.Ended(int stopped, List<String> left) -> {
                left.forEach(text -> output.line(error(text)));
                output.line(Line.of((stopped == 0 ? "" : "stopped " + count(stopped, "process", "processes") + "; ")
                        + "the supervisor has ended"));
            }
            case Answer.Misused(String problem, Optional<CommandSpec> command) -> {
                output.line(error(problem));
                command.ifPresent(spec -> output.line(Line.of("usage: " + spec.usage())));
            }
            case Answer.UnknownCommand(String word, Optional<String> suggestion) ->
                output.line(error("no command is called \"" + word + "\""
                        + suggestion.map(near -> ", did you mean " + near + "?").orElse("; help shows all commands")));
            case Answer.Unanswered(ControlFailure failure) -> output.line(error(String.valueOf(failure.getMessage())));
            case Answer.NotAgreed _ -> output.line(Line.of("nothing was done"));
            case Answer.Broken(String reason) -> output.line(error(reason));
        }
    }

    /// Prints what `--help` of a program tells, with its tables.
    public static void usage(String text, Output output) {
        HelpText.usage(text, output);
    }

    /// A name that fits nothing, in supervisorctl's form, and the one that was meant.
    static Line unknown(UnknownName name) {
        return Line.of(name.word() + ": ")
                .with(Tone.BAD, "ERROR")
                .with(" (no such process)"
                        + name.suggestion()
                                .map(near -> ", did you mean " + near + "?")
                                .orElse(""));
    }

    /// `1 process`, `2 processes`.
    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private static Line error(String text) {
        return Line.of(Tone.BAD, "error").with(": " + text);
    }

    private static void startedAnew(ReloadReport report, Output output) {
        switch (report) {
            case ReloadReport.Applied _, ReloadReport.Planned _ ->
                output.line(Line.of("stopping everything, to start it anew"));
            case ReloadReport.Rejected _, ReloadReport.Superseded _ -> reload(report, List.of(), output);
        }
    }

    private static String noLongerWaiting(Verb verb) {
        return switch (verb) {
            case WAIT -> "no longer waiting";
            case RELOAD, UPDATE -> "no longer waiting; the reload goes on";
            case STATUS,
                    START,
                    STOP,
                    RESTART,
                    SIGNAL,
                    EVENTS,
                    PID,
                    TAIL,
                    CLEAR,
                    FG,
                    ATTACH,
                    SEND,
                    REREAD,
                    AVAIL,
                    ADD,
                    REMOVE,
                    MAINTAIL,
                    REOPEN,
                    VERSION,
                    HELP,
                    SHUTDOWN,
                    QUIT -> "no longer waiting; the order stands";
        };
    }

    private static String notOne(String word, List<ProcessStatus> processes) {
        if (processes.isEmpty()) {
            return word + " has no processes";
        }
        List<String> names =
                processes.stream().limit(5).map(ProcessStatus::name).toList();
        return word + " is " + processes.size() + " processes; name one of them: " + String.join(", ", names)
                + (processes.size() > names.size() ? ", ..." : "");
    }

    private static String shuttingDown(int live, Optional<Duration> patience) {
        return live == 0
                ? "ending"
                : "stopping " + count(live, "process", "processes") + " and ending"
                        + patience.map(Printer::mayTake).orElse("");
    }

    private static String mayTake(Duration patience) {
        return "; each has up to " + patience.toMillis() / 1000.0 + " s, Ctrl-C kills what is left";
    }

    private static void reload(ReloadReport report, List<String> programs, Output output) {
        switch (report) {
            case ReloadReport.Rejected(List<Problem> problems) -> {
                problems(problems, output);
                output.line(Line.of("reload refused for " + count(problems.size(), "problem", "problems")
                        + ", nothing was changed"));
            }
            case ReloadReport.Planned(List<ReloadStep> steps) -> {
                steps(steps, output);
                output.line(Line.of(
                        steps.isEmpty()
                                ? "a reload would change nothing"
                                : count(steps.size(), "change", "changes") + " to make, nothing was changed"));
            }
            case ReloadReport.Applied(List<ReloadStep> steps) -> {
                steps(steps, output);
                output.line(Line.of(
                        steps.isEmpty()
                                ? (programs.isEmpty() ? "reloaded" : String.join(", ", programs))
                                        + (programs.isEmpty() ? ", " : ": ") + "nothing has changed"
                                : "reloaded, " + count(steps.size(), "change", "changes") + " made"));
            }
            case ReloadReport.Superseded _ ->
                output.line(error("another reload or the shutdown began before this reload was through"));
        }
    }

    static void problems(List<Problem> problems, Output output) {
        problems.forEach(problem -> output.line(Line.of(Tone.BAD, problem.text())));
    }

    private static void steps(List<ReloadStep> steps, Output output) {
        steps.forEach(step -> output.line(Line.of(step.text())));
    }
}
