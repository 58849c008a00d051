package org.taskmaster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.Streak;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Capture.OnLogError;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policies;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.Programs;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.SyslogTarget;
import org.taskmaster.model.SyslogTarget.Server;
import org.taskmaster.model.SyslogTarget.Transport;
import org.taskmaster.plan.ReloadPlan.Present;
import org.taskmaster.plan.ReloadPlan.Standing;

/// What a change of where output goes is called, and which changes a running process does not notice.
class OutputDifferencesTest {

    private static final Output NONE = new Output.Discard();
    private static final Output DIRECT = new Output.ToFile(Path.of("/a"));
    private static final KeptFile FILE = KeptFile.unrotated(Path.of("/a"));
    private static final KeptFile ROTATED = new KeptFile(
            Path.of("/a"),
            new ByteSize(50L << 20),
            10,
            Optional.of(KeptFile.Period.DAILY),
            true,
            new ByteSize(1L << 30),
            Optional.of("www:adm"),
            OptionalInt.of(0640));
    private static final Output PLAIN = captured(Optional.of(FILE), Optional.empty());
    private static final Output NO_FILE = captured(Optional.empty(), Optional.of(syslog("loghost", 3, "web")));

    private record Case(Output stdout, Output stderr, Output nextStdout, Output nextStderr, String reason) {}

    static Stream<Case> changesThatGoUnnoticed() {
        return Stream.of(
                one(
                        PLAIN,
                        captured(Optional.of(ROTATED), Optional.empty()),
                        "stdout_maxbytes 0 -> 50MB, stdout_backups 0 -> 10, stdout_rotate none -> daily, stdout_compress"
                                + " false -> true, stdout_total 0 -> 1GB, log_owner by default -> www:adm, log_mode by"
                                + " default -> 0640"),
                one(PLAIN, captured(Optional.of(FILE.at(Path.of("/b"))), Optional.empty()), "stdout /a -> /b"),
                one(
                        PLAIN,
                        new Output.Captured(new Capture(
                                Optional.of(FILE), LineFormat.JSON, true, true, Optional.empty(), OnLogError.BLOCK)),
                        "stdout_format raw -> json, stdout_strip_ansi false -> true, stdout_console false -> true,"
                                + " on_log_error drop -> block"),
                one(PLAIN, NO_FILE, "stdout /a -> none, stdout_syslog none -> udp://loghost:514"),
                one(
                        NO_FILE,
                        captured(Optional.empty(), Optional.of(syslog("other", 16, "shop"))),
                        "stdout_syslog udp://loghost:514 -> udp://other:514, syslog_facility daemon -> local0, syslog_tag"
                                + " web -> shop"),
                new Case(
                        NONE,
                        PLAIN,
                        NONE,
                        captured(Optional.of(ROTATED), Optional.empty()),
                        "stderr_maxbytes 0 -> 50MB, stderr_backups 0 -> 10, stderr_rotate none -> daily, stderr_compress"
                                + " false -> true, stderr_total 0 -> 1GB, log_owner by default -> www:adm, log_mode by"
                                + " default -> 0640"),
                new Case(
                        PLAIN,
                        PLAIN,
                        captured(Optional.of(FILE.at(Path.of("/b"))), Optional.empty()),
                        captured(Optional.of(FILE.at(Path.of("/b"))), Optional.empty()),
                        "stdout /a -> /b"),
                new Case(
                        PLAIN,
                        captured(Optional.of(FILE.at(Path.of("/b"))), Optional.empty()),
                        captured(Optional.of(mode(FILE)), Optional.empty()),
                        captured(Optional.of(mode(FILE.at(Path.of("/b")))), Optional.empty()),
                        "log_mode by default -> 0600"));
    }

    static Stream<Case> changesThatNeedARestart() {
        Output elsewhere = captured(Optional.of(FILE.at(Path.of("/b"))), Optional.empty());
        return Stream.of(
                one(NONE, DIRECT, "stdout none -> /a"),
                one(NONE, PLAIN, "stdout none -> /a (captured)"),
                one(NONE, NO_FILE, "stdout none -> none (captured)"),
                one(DIRECT, PLAIN, "stdout /a -> /a (captured)"),
                one(PLAIN, DIRECT, "stdout /a (captured) -> /a"),
                one(PLAIN, NONE, "stdout /a (captured) -> none"),
                one(DIRECT, new Output.ToFile(Path.of("/b")), "stdout /a -> /b"),
                new Case(PLAIN, elsewhere, PLAIN, PLAIN, "stderr /b -> /a, stderr apart -> joined"),
                new Case(PLAIN, PLAIN, PLAIN, elsewhere, "stderr /a -> /b, stderr joined -> apart"),
                new Case(DIRECT, DIRECT, PLAIN, PLAIN, "stdout /a -> /a (captured)"),
                new Case(DIRECT, NONE, DIRECT, DIRECT, "stderr none -> /a"));
    }

    @ParameterizedTest
    @MethodSource("changesThatGoUnnoticed")
    void whatTheSupervisorDoesWithOutputChangesWithoutARestart(Case change) {
        assertThat(steps(before(change), after(change)))
                .containsExactly(new Step.Retune(
                        Programs.program("web", 1, Policies.USUAL, after(change))
                                .processes()
                                .getFirst(),
                        change.reason()));
    }

    @ParameterizedTest
    @MethodSource("changesThatNeedARestart")
    void whatTheProcessHoldsChangesWithARestart(Case change) {
        assertThat(steps(before(change), after(change)))
                .containsExactly(new Step.Restart(
                        Programs.program("web", 1, Policies.USUAL, after(change))
                                .processes()
                                .getFirst(),
                        change.reason()));
    }

    @ParameterizedTest
    @MethodSource({"changesThatGoUnnoticed", "changesThatNeedARestart"})
    void whatStaysTheSameIsNoChange(Case change) {
        assertThat(steps(before(change), before(change))).isEmpty();
        assertThat(steps(after(change), after(change))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("changesThatGoUnnoticed")
    void aChangeOfAnythingElseStillNeedsARestart(Case change) {
        Launch other = Programs.writing(Programs.launch("/bin/other"), change.nextStdout(), change.nextStderr());

        assertThat(steps(before(change), other))
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Restart.class,
                        step -> assertThat(step.reason()).isEqualTo("cmd /bin/web -> /bin/other, " + change.reason()));
    }

    @Test
    void aTerminalIsCalledByItsKey() {
        Launch plain = Programs.writing(Programs.launch("/bin/web"), PLAIN, PLAIN);
        Launch terminal = new Launch(
                plain.command(),
                plain.environment(),
                plain.workingdir(),
                plain.umask(),
                plain.user(),
                Stdin.TERMINAL,
                PLAIN,
                PLAIN);

        assertThat(steps(plain, terminal))
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.Restart.class, step -> assertThat(step.reason()).isEqualTo("tty false -> true"));
    }

    private static Case one(Output before, Output after, String reason) {
        return new Case(before, NONE, after, NONE, reason);
    }

    private static Launch before(Case change) {
        return Programs.writing(Programs.launch("/bin/web"), change.stdout(), change.stderr());
    }

    private static Launch after(Case change) {
        return Programs.writing(Programs.launch("/bin/web"), change.nextStdout(), change.nextStderr());
    }

    private static List<Step.Change> steps(Launch before, Launch after) {
        Present present = new Present(
                Programs.program("web", 1, Policies.USUAL, before).processes().getFirst(),
                new ProcessState.Running(new ProcessId(7, 7), new Moment(0), Streak.NONE),
                Standing.STAYS);
        return ReloadPlan.between(
                        List.of(present),
                        Programs.configuration(List.of(Programs.program("web", 1, Policies.USUAL, after))),
                        _ -> false)
                .steps();
    }

    private static KeptFile mode(KeptFile file) {
        return new KeptFile(
                file.path(),
                file.maxBytes(),
                file.backups(),
                file.every(),
                file.compress(),
                file.total(),
                file.owner(),
                OptionalInt.of(0600));
    }

    private static Output captured(Optional<KeptFile> file, Optional<SyslogTarget> syslog) {
        return new Output.Captured(new Capture(file, LineFormat.RAW, false, false, syslog, OnLogError.DROP));
    }

    private static SyslogTarget syslog(String host, int facility, String tag) {
        return new SyslogTarget(Optional.of(new Server(Transport.UDP, host, 514)), facility, Optional.of(tag));
    }
}
