package org.taskmaster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.taskmaster.Waiting;

/// A directory with a configuration in it, and everything that was started from it: a variable in the
/// environment, inherited by every program, tells whose a process is.
final class Sandbox {

    static final Path LAUNCHER = program("taskmaster");

    private static final String MARKER = "TASKMASTER_SANDBOX";

    private final Path directory;
    private final String mark = UUID.randomUUID().toString();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> wrapper = new ArrayList<>();
    private String supervisor = isRoot() ? "user: root\n" : "";

    private Sandbox(Path directory) {
        this.directory = directory;
    }

    /// One of the three programs, by its name.
    static Path program(String name) {
        return Path.of(name).toAbsolutePath();
    }

    /// A sandbox in a directory that nobody else uses.
    static Sandbox in(Path directory) {
        try {
            return new Sandbox(directory.toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isRoot() {
        return Proc.status(ProcessHandle.current().pid(), "Uid").startsWith("0\t");
    }

    /// Takes `user: root` away, so that the supervisor decides for itself.
    Sandbox withoutUser() {
        supervisor = supervisor.replace("user: root\n", "");
        return this;
    }

    /// Adds lines to the `taskmaster:` section; of the next file that is written.
    Sandbox supervisor(String yaml) {
        supervisor += yaml.endsWith("\n") ? yaml : yaml + "\n";
        return this;
    }

    /// Adds to the environment that the launcher is started with.
    Sandbox environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Starts the launcher by another command, as `setpriv` or `nice`.
    Sandbox by(String... command) {
        wrapper.addAll(List.of(command));
        return this;
    }

    /// Writes the configuration file.
    ///
    /// @param yaml what stands below `programs:`
    Sandbox programs(String yaml) {
        String log = supervisor.contains("logfile:") ? "" : "logfile: " + path("taskmaster.log") + "\n";
        return file("taskmaster:\n" + ("statedir: " + path("state") + "\n" + log + supervisor).indent(4) + "programs:\n"
                + yaml.indent(4));
    }

    /// Writes the whole configuration file.
    Sandbox file(String yaml) {
        write("taskmaster.yaml", yaml);
        return this;
    }

    Path config() {
        return path("taskmaster.yaml");
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /// Writes a file.
    Path write(String name, String text) {
        try {
            // Not in place: whoever reads sees the old text or the new one.
            Path fresh = path(name + ".new");
            Files.writeString(fresh, text);
            return Files.move(fresh, path(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a shell script that can be run as `./name`.
    Path script(String name, String body) {
        try {
            Path script = write(name, "#!/bin/sh\n" + body);
            return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines of a file; none when it is not there.
    List<String> lines(String name) {
        try (Stream<String> lines = Files.lines(path(name))) {
            return lines.toList();
        } catch (java.nio.file.NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until a file has a line that contains `text`, and returns the first such line.
    String awaitLine(String file, String text) {
        return Waiting.forSome(
                "\"" + text + "\" in " + file,
                () -> lines(file).stream().filter(line -> line.contains(text)).findFirst());
    }

    /// Waits until a file holds one number, and returns it.
    long awaitNumber(String file) {
        return Long.parseLong(Waiting.forSome(
                        "a number in " + file,
                        () -> lines(file).stream()
                                .findFirst()
                                .filter(line -> line.strip().matches("[0-9]+")))
                .strip());
    }

    /// Starts Taskmaster, with its shell on a pipe.
    Taskmaster start() {
        return Taskmaster.launch(this, List.of(config().toString()));
    }

    /// Starts Taskmaster with `--no-shell`.
    Taskmaster startWithoutShell() {
        return Taskmaster.launch(this, List.of("--no-shell", config().toString()));
    }

    /// Starts the launcher with these words, whatever becomes of it.
    Taskmaster startWith(String... words) {
        return Taskmaster.launch(this, List.of(words));
    }

    /// The launcher's command line.
    List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(words);
        return wrapped(command);
    }

    /// A command line behind the other command that [#by] named, if any.
    List<String> wrapped(List<String> command) {
        List<String> whole = new ArrayList<>(wrapper);
        whole.addAll(command);
        return whole;
    }

    /// Starts `taskmasterctl` for the supervisor in here.
    ///
    /// @param files how the files are called, but for `.out` and `.err`, that take what it writes
    Process startClient(String files, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(program("taskmasterctl").toString(), "-c", config().toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(wrapped(command))
                .directory(path(".").toFile())
                .redirectOutput(path(files + ".out").toFile())
                .redirectError(path(files + ".err").toFile());
        builder.environment().putAll(environment());
        return builder.start();
    }

    /// What the launcher is to have in its environment beside what it inherits.
    Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(environment);
        all.put(MARKER, mark);
        return all;
    }

    /// Everything that was started here and still runs. Zombies have no environment, so they are not in
    /// it. A supervisor has none of ours, but was told the name of a file.
    List<Long> survivors() {
        Stream<Long> supervisors = Proc.all().stream().map(Proc.Stat::pid).filter(this::isOurSupervisor);
        return Stream.concat(Proc.withEnvironment(MARKER + "=" + mark).stream(), supervisors)
                .distinct()
                .toList();
    }

    private boolean isOurSupervisor(long pid) {
        String command = Proc.commandLine(pid);
        return command.contains("taskmaster.jar") && command.contains(directory.toString());
    }

    /// Ends everything that was started here, and tells what there was.
    List<String> endSurvivors() {
        List<String> ended = new ArrayList<>();
        for (long pid : survivors()) {
            ended.add(pid + " " + describe(pid));
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        if (!ended.isEmpty()) {
            Waiting.until("the survivors are dead", () -> survivors().isEmpty());
        }
        return ended;
    }

    private static String describe(long pid) {
        try {
            return String.join(" ", Proc.command(pid));
        } catch (AssertionError _) {
            return "(gone)";
        }
    }
}
