package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// What a program finds around it is what supervisord gives it, except where it is listed: its variables, signals,
/// limits, descriptors, and where it belongs.
final class SurroundingsIT {

    @TempDir
    Path directory;

    @Test
    void programFindsWhatItFindsUnderSupervisordExceptWhereItIsListed() throws Exception {
        Twin theirs = Twin.supervisord(directory.resolve("theirs"));
        Twin ours = Twin.taskmaster(directory.resolve("ours"));
        for (Twin twin : List.of(theirs, ours)) {
            twin.sandbox()
                    .environment("LC_ALL", "C.UTF-8")
                    .environment("PWD", twin.directory().toString())
                    .environment("EMPTY", "")
                    .environment("SIGNS", "a=b 'c' \"d\" $e")
                    .environment("SUPERVISOR_PROCESS_NAME", "of another supervisor")
                    .environment("SUPERVISOR_SERVER_URL", "unix:///of/another/supervisor");
        }
        Process supervisord = theirs.startSupervisord();

        try (Taskmaster _ = ours.sandbox().startWithoutShell()) {
            Differences.areListed("What a program finds", seen(theirs), seen(ours));
        } finally {
            theirs.end(supervisord);
        }
    }

    /// One of a program with logs, one that is sent input, and one of several copies.
    private static SequencedMap<String, String> seen(Twin twin) throws Exception {
        twin.awaitSocket();
        assertThat(answer(twin, "start many:1")).isEqualTo("many:1: started");
        SequencedMap<String, String> all = new TreeMap<>();
        for (String name : List.of("web", "cat", "many:1")) {
            seenBy(Long.parseLong(answer(twin, "pid " + name)), twin)
                    .forEach((what, value) -> all.put(
                            name + ": " + what,
                            value.replace(twin.socket().toString(), "SOCKET")
                                    .replace(twin.directory().toString(), "DIRECTORY")));
        }
        return all;
    }

    private static SequencedMap<String, String> seenBy(long pid, Twin twin) {
        Waiting.until(
                pid + " is what its command says",
                () -> List.of("sleep", "cat").contains(Proc.command(pid).getFirst()));
        SequencedMap<String, String> seen = new TreeMap<>();
        Proc.environment(pid).forEach((name, value) -> seen.put("variable " + name, value));
        twin.sandbox().environment().keySet().stream()
                .filter(name -> name.startsWith("TASKMASTER_"))
                .forEach(mark -> seen.replace("variable " + mark, "whose it is"));
        Proc.descriptors(pid)
                .forEach((number, target) ->
                        seen.put("descriptor " + number, target.toString().replaceAll("pipe:\\[[0-9]+]", "a pipe")));
        for (String key : List.of("SigBlk", "SigIgn", "Umask", "Uid", "Gid", "Groups", "NoNewPrivs", "CapEff")) {
            seen.put(key, Proc.status(pid, key));
        }
        seen.put("limits", Proc.limits(pid));
        seen.put("working directory", Proc.workingDirectory(pid).toString());
        Proc.Stat stat = Proc.stat(pid).orElseThrow();
        seen.put("group", stat.group() == pid ? "its own" : "another's");
        seen.put("session", stat.session() == pid ? "its own" : "another's");
        return seen;
    }

    private static String answer(Twin twin, String command) throws Exception {
        Process process = twin.supervisorctl(command);
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }
}
