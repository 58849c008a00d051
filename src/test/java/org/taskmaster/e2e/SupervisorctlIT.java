package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// Debian's supervisorctl, as it is, goes through every one of its commands with supervisord and with us,
/// and what it prints and how it ends is compared.
final class SupervisorctlIT {

    @TempDir
    Path directory;

    @Test
    void everyCommandDoesWhatItDoesWithSupervisordExceptWhereItIsListed() throws Exception {
        Twin theirs = Twin.supervisord(directory.resolve("theirs"));
        Twin ours = Twin.taskmaster(directory.resolve("ours"));
        Process supervisord = theirs.startSupervisord();

        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor();
                Taskmaster taskmaster = ours.sandbox().startWithoutShell()) {
            Future<SequencedMap<String, String>> theirAnswers = both.submit(driven(theirs));
            Future<SequencedMap<String, String>> ourAnswers = both.submit(driven(ours));

            Differences.areListed("supervisorctl", theirAnswers.get(), ourAnswers.get());
            assertThat(taskmaster.awaitExit()).isZero();
        } finally {
            theirs.end(supervisord);
        }
    }

    private static Callable<SequencedMap<String, String>> driven(Twin twin) {
        return () -> {
            twin.awaitSocket();
            try (ControlSession session = new ControlSession(twin)) {
                session.await("web", "RUNNING");
                session.await("cat", "RUNNING");
                session.await("told", "RUNNING");
                looking(session);
                typing(session);
                starting(session);
                signalling(session);
                logs(session, twin);
                configuration(session, twin);
                ending(session, twin);
                return session.transcript();
            }
        };
    }

    private static void looking(ControlSession session) {
        session.run(
                "status",
                "status all",
                "status web",
                "status many:*",
                "status many:",
                "status many",
                "status web nope nope:* many:1 many:7",
                "status told cat",
                "avail",
                "avail web",
                "version",
                "version web",
                "pid",
                "pid web many:0 nope",
                "pid all",
                "open SOCKET",
                "nonsense");
    }

    private static void starting(ControlSession session) {
        session.run(
                "start",
                "start many:0 web:web",
                "start many:0 missing noexec nope many:7",
                "start nope:*",
                "start quick");
        session.await("quick", "FATAL");
        session.run("status quick");
        session.runUnordered("start many:*");
        session.run("stop", "stop many:0 many:0 nope missing", "stop nope:*", "stop quick");
        session.runAgain("status many:0", "after it was stopped");
        session.runUnordered("stop many:*");
        session.run("restart", "restart web", "restart many:0", "restart nope", "restart nope:*");
        session.runUnordered("restart many:*");
        session.runUnordered("stop all");
        session.runUnordered("start all");
        session.await("ends", "EXITED");
        session.await("quick", "FATAL");
        session.runAgain("status", "after all were started");
        session.runUnordered("restart all");
        session.await("ends", "EXITED");
    }

    private static void signalling(ControlSession session) {
        session.run(
                "signal",
                "signal USR1",
                "signal CONT told",
                "signal sigcont web many:1",
                "signal 18 told",
                "signal 0 told",
                "signal NOPE told",
                "signal 999 told",
                "signal CONT nope",
                "signal NOPE many:*",
                "signal CONT nope:*",
                "signal CONT missing");
        session.runUnordered("signal CONT many:*");
        session.runUnordered("signal CONT all");
    }

    private static void logs(ControlSession session, Twin twin) {
        twin.write("missing.out", "one\ntwo\n" + "a longer line, so that more is there than is shown\n".repeat(60));
        session.run(
                "tail",
                "tail missing",
                "tail -10 missing",
                "tail missing stderr",
                "tail missing nope",
                "tail web:web stderr",
                "tail nope",
                "tail many:0",
                "tail many:*",
                "tail -x missing",
                "tail a b c d",
                "tail -f nope",
                "tail -f many:0",
                "tail -f missing stderr",
                "maintail",
                "maintail -10",
                "maintail web",
                "maintail -x",
                "maintail -f web");
        session.runUntilInterrupted("maintail -f", going -> going.awaitOutput("spawned"));
        session.runUntilInterrupted("tail -f missing", going -> {
            going.awaitOutput("line");
            append(twin, "appended: à la carte\n");
            going.awaitOutput("carte");
            twin.write("missing.out", "another file\n");
            going.awaitOutput("another file");
        });
        session.runUntilInterrupted("tail -f missing", "tail -f missing, which is emptied", going -> {
            going.awaitOutput("another file");
            truncate(twin);
            going.awaitOutputOrEnd("truncated");
            append(twin, "more\n");
            going.awaitOutputOrEnd("more");
        });
        session.run("clear", "clear web nope many:*", "clear many:0", "clear cat");
        session.runAgain("tail cat", "after it was cleared");
        session.runUnordered("clear all");
    }

    private static void append(Twin twin, String text) {
        edit(twin, text, StandardOpenOption.APPEND);
    }

    private static void truncate(Twin twin) {
        edit(twin, "", StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void edit(Twin twin, String text, OpenOption option) {
        try {
            Files.writeString(twin.directory().resolve("missing.out"), text, option);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void typing(ControlSession session) {
        session.run("fg", "fg nope", "fg missing", "fg web cat", "fg many:*");
        session.runForeground("fg cat", going -> {
            going.awaitOutput("Ctrl-C");
            going.type("typed\n");
            going.awaitOutput("typed");
            going.endInput();
        });
        session.runForeground("fg told", going -> {
            going.awaitOutput("Ctrl-C");
            going.awaitOutput("ready");
            going.awaitOutput("404");
            going.interrupt();
        });
        session.runForeground("fg web", going -> {
            going.awaitOutput("hello");
            going.awaitOutput("oops");
            going.type("typed\n");
            going.endInput();
        });
    }

    private static void configuration(ControlSession session, Twin twin) {
        session.run("reread", "reread web", "add web nope", "remove web nope quick");
        session.runAgain("reread", "after one was removed");
        session.runAgain("status quick", "after it was removed");
        session.runAgain("start quick", "after it was removed");
        session.run("add quick");
        twin.change();
        session.runAgain("reread", "after a change");
        session.runAgain("avail", "after a change");
        session.run("update extra nope");
        session.run("update");
        session.runAgain("status", "after the update");
        session.runAgain("update all", "after the update");
        twin.write(twin.configuration().getFileName().toString(), "this is no configuration");
        session.runAgain("reread", "of a broken file");
        session.runAgain("update", "of a broken file");
        twin.change();
        session.run("reload now");
        int before = twin.sandbox().lines("web.out").size();
        session.run("reload");
        Waiting.until(
                "web is started anew", () -> twin.sandbox().lines("web.out").size() > before);
        session.await("web", "RUNNING");
        session.await("cat", "RUNNING");
        session.runAgain("status", "after everything was started anew");
    }

    private static void ending(ControlSession session, Twin twin) throws IOException {
        twin.write("held", "");
        session.runAgain("start held", "to hold up the end");
        twin.sandbox().awaitLine("held.out", "ready");
        session.run("shutdown now");
        session.run("shutdown");
        session.runAgain("status web", "while it ends");
        session.runAgain("shutdown", "while it ends");
        session.runAgain("start many:0", "while it ends");
        session.runAgain("stop many:0", "while it ends");
        session.runAgain("reread", "while it ends");
        Files.delete(twin.directory().resolve("held"));
        Waiting.until("the socket is gone", () -> !Files.exists(twin.socket()));
        session.runAgain("status", "after the end");
        session.runAgain("start web", "after the end");
        session.runAgain("shutdown", "after the end");
    }
}
