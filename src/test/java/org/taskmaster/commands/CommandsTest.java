package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.taskmaster.model.ProcessName.of;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taskmaster.commands.Commands.Next;
import org.taskmaster.commands.Output.Audience;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.Requester;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Policies;
import org.taskmaster.model.Policy;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Programs;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stream;

final class CommandsTest {

    private static final Duration TOOK = Duration.ofMillis(1260);

    private final FakeControl control = new FakeControl()
            .with("db", StateName.STOPPED, "Not started")
            .with("web:0", StateName.RUNNING, 4711)
            .with("web:1", StateName.STARTING, 4712);
    private final RecordingOutput output = new RecordingOutput(Audience.PROGRAM);
    private final Commands commands = new Commands(
            control, new Requester("a test"), new FakeTime(), new Focus(), Bond.ONE_PROGRAM, new FakePerson(true));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "version                ~ 0   ~ 0.1.0",
                "pid                    ~ 0   ~ 4000",
                "pid web:0              ~ 0   ~ 4711",
                "pid all                ~ 7   ~ 0 / 4711 / 4712",
                "pid web:1 web:0 db     ~ 7   ~ 4712 / 4711 / 0",
                "pid wbe                ~ 4   ~ wbe: ERROR (no such process), did you mean web?",
                "''                     ~ 0   ~ ''",
                "# a comment            ~ 0   ~ ''",
                "frobnicate             ~ 1   ~ error: no command is called \"frobnicate\"; help shows all commands",
                "strat web              ~ 1   ~ error: no command is called \"strat\", did you mean start?",
                "start                  ~ 2   ~ error: start needs a NAME / usage: start [--no-wait] [--reason TEXT] NAME...",
                "stop                   ~ 2   ~ error: stop needs a NAME / usage: stop [--no-wait] [--reason TEXT] NAME...",
                "restart                ~ 2   ~ error: restart needs a NAME / usage: restart [--no-wait] [--reason TEXT] NAME...",
                "clear                  ~ 2   ~ error: clear needs a NAME / usage: clear [--reason TEXT] NAME...",
                "signal                 ~ 2   ~ error: signal needs a SIGNAL / usage: signal [--reason TEXT] SIGNAL NAME...",
                "signal HUP             ~ 2   ~ error: signal needs a NAME / usage: signal [--reason TEXT] SIGNAL NAME...",
                "signal SIGTREM web     ~ 2   ~ error: no signal is called \"SIGTREM\", did you mean TERM? / usage: signal [--reason TEXT] SIGNAL NAME...",
                "signal 99 web          ~ 2   ~ error: no signal is called \"99\"; write a name as TERM or HUP, or a number from 1 to 64 / usage: signal [--reason TEXT] SIGNAL NAME...",
                "version now            ~ 2   ~ error: version does not take \"now\" / usage: version",
                "reload --dryrun        ~ 2   ~ error: reload does not take \"--dryrun\", did you mean --dry-run? / usage: reload [--dry-run] [--restart] [--reason TEXT]",
                "tail -n                ~ 2   ~ error: -n needs a value: -n LINES / usage: tail [-f] [-n LINES] [-BYTES] NAME... [stdout|stderr|both]",
                "tail -n many web:0     ~ 2   ~ error: cannot read \"many\" as a number of lines",
                "tail web               ~ 1   ~ web:0: nothing has been written yet / web: ERROR (there is nothing to show)",
                "tail wbe:0             ~ 4   ~ wbe:0: ERROR (no such process), did you mean web:0?",
                "tail web:0 stdot       ~ 4   ~ stdot: ERROR (no such process), did you mean stdout?",
                "tail web:0             ~ 1   ~ web:0: ERROR (nothing has been written yet)",
                "maintail               ~ 1   ~ the activity log: ERROR (nothing has been written yet)",
                "clear web              ~ 0   ~ web:0: cleared / web:1: cleared",
                "clear wbe              ~ 4   ~ wbe: ERROR (no such process), did you mean web?",
                "start 'web             ~ 2   ~ error: a ' is opened and not closed",
                "help strat             ~ 1   ~ error: no command is called \"strat\", did you mean start?",
                "reload                 ~ 0   ~ reloaded, nothing has changed",
                "reload --restart       ~ 0   ~ stopping everything, to start it anew",
                "reread                 ~ 0   ~ No config updates to processes",
                "update                 ~ 0   ~ reloaded, nothing has changed",
                "update web             ~ 0   ~ web: nothing has changed",
                "update web db          ~ 0   ~ web, db: nothing has changed",
                "update wbe             ~ 4   ~ wbe: ERROR (no such process), did you mean web?",
                "add web                ~ 0   ~ web: added",
                "remove web db          ~ 0   ~ web: removed / db: removed",
                "avail                  ~ 0   ~ the configuration has no processes",
                "wait web:0             ~ 0   ~ web:0: RUNNING",
                "wait --until RUNNING,STARTING web ~ 0 ~ web:0: RUNNING / web:1: STARTING",
                "wait wbe               ~ 4   ~ wbe: ERROR (no such process), did you mean web?",
                "wait --until RUNING web ~ 2  ~ error: no state is called \"RUNING\", did you mean RUNNING? / usage: wait [--until STATE] [--timeout TIME] NAME...",
                "wait --timeout soon web ~ 2  ~ error: cannot read \"soon\" as a time; write 10s, 1m30s or 250ms / usage: wait [--until STATE] [--timeout TIME] NAME...",
                "fg db                  ~ 7   ~ db: ERROR (not running)",
                "fg web                 ~ 2   ~ web is 2 processes; name one of them: web:0, web:1",
                "events wbe             ~ 4   ~ wbe: ERROR (no such process), did you mean web?",
            })
    void everyCommandSaysItsAnswerAndItsExitStatus(String line, int exit, String printed) {
        Commands.Done done = commands.run(line, output, new Interruption());

        assertThat(String.join(" / ", output.lines)).isEqualTo(printed);
        assertThat(done.exit().number()).isEqualTo(exit);
        assertThat(done.next()).isEqualTo(Next.READ_ON);
    }

    @Test
    void statusHasSupervisordsColumns() {
        Commands.Done done = run("status");

        assertThat(output.text()).isEqualTo("""
                        db                     STOPPED   Not started
                        web:0                  RUNNING   pid 4711, uptime 1:01:01
                        web:1                  STARTING  pid 4712, up for 1:01:01""");
        assertThat(done.exit()).isEqualTo(ExitCode.STOPPED);
    }

    @ParameterizedTest
    @CsvSource({"web,0,2", "web:1,0,1", "db,3,1", "web:0 wbe,4,2", "db wbe,3,2"})
    void statusOfNamesTellsOfThoseOnly(String names, int exit, int lines) {
        assertThat(run("status " + names).exit().number()).isEqualTo(exit);
        assertThat(output.lines).hasSize(lines);
    }

    @Test
    void statusOfAnEmptyFleetSaysWhatToDo() {
        Commands empty = new Commands(
                new FakeControl(),
                new Requester("a test"),
                new FakeTime(),
                new Focus(),
                Bond.ONE_PROGRAM,
                new FakePerson(true));

        Commands.Done done = empty.run("status", output, new Interruption());

        assertThat(output.text())
                .isEqualTo("there are no processes: write programs into /etc/taskmaster.yaml and reload");
        assertThat(done.exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void everyOutcomeHasItsLine() {
        control.answer(
                new Outcome.Started(of("a"), 7, TOOK),
                new Outcome.Stopped(of("b"), "exit status 0", TOOK),
                new Outcome.Stopped(of("c"), "", TOOK),
                new Outcome.Restarted(of("d"), OptionalInt.of(7), 8, TOOK),
                new Outcome.Restarted(of("e"), OptionalInt.empty(), 8, TOOK),
                new Outcome.Signalled(of("f")),
                new Outcome.Cleared(of("g")),
                new Outcome.NothingKept(of("g")),
                new Outcome.AlreadyStarted(of("h")),
                new Outcome.NotRunning(of("i")),
                new Outcome.Failed(of("j"), Outcome.Cause.START_FAILED, "exited too quickly (exit status 1)"),
                new Outcome.Failed(of("k"), Outcome.Cause.START_FAILED, "exited\nlast \u001b[2J words"));

        Commands.Done done = run("start all");

        assertThat(output.text()).isEqualTo("""
                        a: started (pid 7)
                        b: stopped (exit status 0)
                        c: stopped
                        d: restarted in 1.3 s, pid 7 -> 8
                        e: restarted in 1.3 s, pid 8, it was not running before
                        f: signalled
                        g: cleared
                        g: its output is kept in no file
                        h: ERROR (already started)
                        i: ERROR (not running)
                        j: ERROR (exited too quickly (exit status 1))
                        k: ERROR (exited)
                            last \\x1b[2J words""");
        assertThat(done.exit()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void whatWasSoAlreadyIsNoFailure() {
        control.answer(new Outcome.AlreadyStarted(of("web:0")), new Outcome.NotRunning(of("db")));

        assertThat(run("start web:0").exit()).isEqualTo(ExitCode.OK);
        assertThat(run("stop db").exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void signalThatReachesNobodyIsNoSuccess() {
        control.answer(new Outcome.NotSignalled(of("db")), new Outcome.Signalled(of("web:0")));

        Commands.Done done = run("signal HUP db web:0");

        assertThat(output.lines).containsExactly("db: ERROR (not running)", "web:0: signalled");
        assertThat(done.exit()).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(new ActionReport(List.of(new Outcome.NotSignalled(of("db"))), List.of()).good())
                .isFalse();
    }

    @Test
    void endTellsHowLongItMayTakeAndHowToCutItShort() {
        control.configured(List.of(configured("web:0", Duration.ofSeconds(30)), configured("db", Duration.ofHours(1))));

        run("quit");
        commands.tellEnd(output);

        String told = "stopping 2 processes and ending; each has up to 30.0 s, Ctrl-C kills what is left";
        assertThat(output.lines).containsExactly(told, told);
    }

    @Test
    void foregroundOfAProcessThatNeitherShowsNorTakesAnythingIsRefusedAtOnce() {
        control.discardsAll("web:0");
        control.configured(List.of(configured("web:0", Duration.ofSeconds(1))));

        Commands.Done done = run("fg web:0");

        assertThat(output.text()).contains("there is nothing to see and nobody to type to");
        assertThat(done.exit()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void unknownNamesAreToldBesideTheOutcomesOfTheOthers() {
        control.answer(selection -> CompletableFuture.completedFuture(new ActionReport(
                List.of(new Outcome.Stopped(of("web:0"), "exit status 0", TOOK)),
                List.of(new UnknownName("wbe", Optional.of("web"))))));

        Commands.Done done = run("stop web:0 wbe");

        assertThat(output.text()).isEqualTo("""
                        wbe: ERROR (no such process), did you mean web?
                        web:0: stopped (exit status 0)""");
        assertThat(done.exit()).isEqualTo(ExitCode.UNKNOWN_NAME);
    }

    @Test
    void ordersReachTheSupervisorAsTheyWereTyped() {
        run("start web:* \"db\"");
        run("stop web:0");
        run("restart all");
        run("signal SIGHUP web");
        run("signal 10 web:0");
        run("reload --dry-run");

        assertThat(control.asked)
                .containsExactly(
                        "START web:* db by a test",
                        "STOP web:0 by a test",
                        "RESTART all by a test",
                        "signal 1 web by a test",
                        "signal 10 web:0 by a test",
                        "reload DRY_RUN");
    }

    @Test
    void aPersonGetsASummaryOfManySuccessesAndEveryFailure() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            outcomes.add(new Outcome.Started(of("web:" + i), i + 1, TOOK));
        }
        outcomes.add(
                new Outcome.Failed(of("web:51"), Outcome.Cause.START_FAILED, "exited too quickly (exit status 1)"));
        control.answer(outcomes.toArray(new Outcome[0]));
        RecordingOutput person = new RecordingOutput(Audience.PERSON);

        commands.run("start web", person, new Interruption());
        run("start web");

        assertThat(person.lines).containsExactly("web:51: ERROR (exited too quickly (exit status 1))", "51 started");
        assertThat(output.lines).hasSize(52);
    }

    @Test
    void reloadPrintsItsSteps() {
        List<ReloadStep> steps = List.of(
                new ReloadStep(ReloadStep.Kind.REMOVE, "db", "no longer configured"),
                new ReloadStep(ReloadStep.Kind.RESTART, "web:0", "cmd changed"));

        control.answer(new ReloadReport.Planned(steps));
        run("reload --dry-run");
        control.answer(new ReloadReport.Applied(steps));
        run("reload");

        assertThat(output.text()).isEqualTo("""
                        remove db: no longer configured
                        restart web:0: cmd changed
                        2 changes to make, nothing was changed
                        remove db: no longer configured
                        restart web:0: cmd changed
                        reloaded, 2 changes made""");
    }

    @Test
    void aRefusedReloadPrintsAllProblems() {
        Problem problem = new Problem(Path.of("web.yaml"), 12, 9, "cannot read \"x\"", "write 10s");
        control.answer(new ReloadReport.Rejected(List.of(problem)));

        Commands.Done done = run("reload");

        assertThat(output.text()).isEqualTo("""
                        web.yaml:12:9: cannot read "x"; write 10s
                        reload refused for 1 problem, nothing was changed""");
        assertThat(done.exit()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aReloadThatAnotherOneOvertookFails() {
        control.answer(new ReloadReport.Superseded());

        assertThat(run("reload").exit()).isEqualTo(ExitCode.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"shutdown", "quit", "exit"})
    void threeWordsEndTheSupervisor(String word) {
        Commands.Done done = run(word);

        assertThat(output.text()).isEqualTo("stopping 2 processes and ending");
        assertThat(done).isEqualTo(new Commands.Done(ExitCode.OK, Next.END));
        assertThat(control.asked).containsExactly("shutdown by a test");
    }

    @Test
    void aDiscardedOutputSaysWhatToWrite() {
        control.discards("web:0");

        Commands.Done done = run("tail web:0");

        assertThat(output.text())
                .isEqualTo("web:0: ERROR (its stdout is not kept; write stdout: /path/to/a/file for web"
                        + " in /etc/taskmaster.yaml and reload. Its stderr is kept: tail web:0 stderr)");
        assertThat(done.exit()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void tailChoosesTheStream() {
        control.log(new LogSource.OfProcess(of("web:0"), Stream.STDOUT), "out\n");
        control.log(new LogSource.OfProcess(of("web:0"), Stream.STDERR), "err\n");
        control.log(new LogSource.Activity(), "main\n");

        run("tail web:0");
        run("tail web:0 stdout");
        run("tail web:0 stderr");
        run("maintail");

        assertThat(output.lines).containsExactly("out", "out", "err", "main");
    }

    @Test
    void aSupervisorThatCannotAnswerIsToldAndEndsNothing() {
        control.answer(_ -> CompletableFuture.failedFuture(new IllegalStateException("the daemon has ended")));

        Commands.Done done = run("start web");

        assertThat(output.text()).isEqualTo("error: the daemon has ended");
        assertThat(done).isEqualTo(new Commands.Done(ExitCode.FAILED, Next.READ_ON));
    }

    @Test
    void aMistakeOfOursIsToldAndEndsNothing() {
        control.answer(_ -> {
            throw new IllegalStateException("oops");
        });

        Commands.Done done = run("start web");

        assertThat(output.text()).startsWith("error: this is a mistake in taskmaster, please report it: ");
        assertThat(done).isEqualTo(new Commands.Done(ExitCode.FAILED, Next.READ_ON));
    }

    @Test
    void helpShowsEveryCommandAndEveryExitStatus() {
        run("help");

        for (Command spec : CommandTable.all()) {
            assertThat(output.text()).contains(spec.briefUsage() + " ").contains(spec.summary());
        }
        assertThat(output.lines).allMatch(line -> line.length() <= 80);
        List.of(ExitCode.values()).forEach(code -> assertThat(output.text()).contains(code.meaning()));
    }

    @ParameterizedTest
    @CsvSource({"exit,quit", "tail,tail", "reload,reload"})
    void helpExplainsOneCommand(String word, String name) {
        run("help " + word);
        Command spec = CommandTable.find(name).orElseThrow();
        assertThat(output.text().replace('\n', ' '))
                .contains("usage: " + spec.usage(), spec.help().replaceAll("\\s+", " "), "example: " + spec.example());
        spec.flags().forEach(flag -> assertThat(output.text()).contains(flag.meaning()));
    }

    private static ConfiguredProcess configured(String name, Duration stoptime) {
        Policy policy = Policies.stop(Policies.USUAL, Policies.USUAL.stop().stopsignal(), stoptime);
        ProcessKey key = new ProcessKey(name, 0);
        return new ConfiguredProcess(new ProcessConfig(key, of(name), Programs.launch("/bin/x"), policy), true);
    }

    private Commands.Done run(String line) {
        return commands.run(line, output, new Interruption());
    }
}
