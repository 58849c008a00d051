package org.taskmaster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.taskmaster.Waiting;

/// One of two supervisors with the same programs: supervisord or ours.
///
/// @param directory where everything of it is
/// @param socket what it listens on
/// @param configuration its file
/// @param first what the file says in the beginning
/// @param changed what it says later: `extra` has come, `ends` has gone, and `many` has one copy more
record Twin(Sandbox sandbox, Path directory, Path socket, Path configuration, String first, String changed) {

    /// Debian's own, which knows Debian's supervisor.
    static final String PYTHON = "/usr/bin/python3";

    private static final Path RESOURCES = Path.of("src/test/resources/compat");
    private static final String EVERYTHING_IN = "@DIR@";

    /// Supervisord, yet to be started.
    static Twin supervisord(Path directory) {
        String text = resource("supervisord.conf")
                .replace("@SOCKET@", directory.resolve("supervisord.sock").toString());
        String changed = replaced(text, "numprocs=3", "numprocs=4");
        changed = replaced(
                changed,
                "[program:ends]\ncommand=sh -c 'sleep 0.2; exit 7'\nautostart=false",
                "[program:extra]\ncommand=sleep 1000\nautostart=true");
        return of(directory, "supervisord.sock", "supervisord.conf", text, changed);
    }

    /// Taskmaster, yet to be started.
    static Twin taskmaster(Path directory) {
        String text = resource("taskmaster.yaml").replace("@USER@", Sandbox.isRoot() ? "    user: root" : "");
        String changed = replaced(text, "numprocs: 3", "numprocs: 4");
        changed = replaced(
                changed,
                "    ends:\n        <<: *none\n        cmd: sh -c 'sleep 0.2; exit 7'\n        autostart: false",
                "    extra:\n        <<: *none\n        cmd: sleep 1000\n        autostart: true");
        return of(directory, "state/taskmaster.sock", "taskmaster.yaml", text, changed);
    }

    private static Twin of(Path directory, String socket, String configuration, String text, String changed) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Twin twin = new Twin(
                Sandbox.in(directory),
                directory,
                directory.resolve(socket),
                directory.resolve(configuration),
                text.replace(EVERYTHING_IN, directory.toString()),
                changed.replace(EVERYTHING_IN, directory.toString()));
        twin.write(configuration, twin.first);
        twin.write("noexec", "this is no program");
        return twin;
    }

    /// Starts supervisord; [#end] ends it.
    Process startSupervisord() {
        try {
            ProcessBuilder builder = new ProcessBuilder("supervisord", "-n", "-c", configuration.toString())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("supervisord.out").toFile());
            builder.environment().putAll(sandbox.environment());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(Tools.missing("supervisord", e));
        }
    }

    /// Ends supervisord and whatever it has started.
    void end(Process supervisord) throws InterruptedException {
        supervisord.destroy();
        if (!supervisord.waitFor(15, TimeUnit.SECONDS)) {
            supervisord.destroyForcibly();
        }
        sandbox.endSurvivors();
    }

    /// Waits until it can be talked to.
    void awaitSocket() {
        Waiting.until(socket + " is there", () -> Files.exists(socket));
    }

    /// Makes the configuration say what it says later.
    void change() {
        write(configuration.getFileName().toString(), changed);
    }

    void write(String name, String text) {
        sandbox.write(name, text);
    }

    /// Starts Debian's supervisorctl.
    ///
    /// @param words a command
    Process supervisorctl(String words) {
        return started(supervisorctlCommand(words), ProcessBuilder.Redirect.PIPE);
    }

    /// As above, with what it writes in a file.
    Process supervisorctl(String words, Path output) {
        return started(supervisorctlCommand(words), ProcessBuilder.Redirect.to(output.toFile()));
    }

    private List<String> supervisorctlCommand(String words) {
        List<String> command = new ArrayList<>(List.of("supervisorctl"));
        command.addAll(supervisorctlWords(words));
        return command;
    }

    /// The words on its command line.
    List<String> supervisorctlWords(String words) {
        List<String> all = new ArrayList<>(
                List.of("-c", RESOURCES.resolve("supervisorctl.conf").toString(), "-s", "unix://" + socket));
        all.addAll(List.of(words.split(" ")));
        return all;
    }

    /// Starts what runs supervisorctl for each line that it is given.
    static Process preparedSupervisorctl() {
        return started(
                List.of(PYTHON, RESOURCES.resolve("prepared_supervisorctl.py").toString()),
                ProcessBuilder.Redirect.PIPE);
    }

    private static Process started(List<String> command, ProcessBuilder.Redirect output) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(output);
        builder.environment().put("PYTHONUNBUFFERED", "1");
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(Tools.missing(command.getFirst(), e));
        }
    }

    private static String resource(String name) {
        try {
            return Files.readString(RESOURCES.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replaced(String text, String old, String fresh) {
        if (!text.contains(old)) {
            throw new AssertionError("the configuration has no " + old);
        }
        return text.replace(old, fresh);
    }
}
