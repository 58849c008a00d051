package org.taskmaster.main;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.taskmaster.daemon.Rehearsed;
import org.taskmaster.host.PathTrust;
import org.taskmaster.linux.Environment;
import org.taskmaster.model.Reason;
import org.taskmaster.model.ThreadLimit;

/// Has other builds rehearse a start in the place of this one, as processes of their own.
final class Rehearsals {

    /// A source tree is built first, when something in it is newer than its build.
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /// What our own environment, which is the launcher's work, does not have of that which it was started with, and a
    /// launcher goes by.
    private static final Set<String> FOR_LAUNCHERS =
            Set.of("PATH", "HOME", "JAVA_HOME", "MAVEN_OPTS", "TASKMASTER_JAVA_OPTS");

    private final String program;
    private final List<String> words;
    private final Carried carried;
    private final Optional<String> objection;
    private volatile Optional<Process> running = Optional.empty();

    /// @param program how launchers are called
    /// @param words what a start has that goes on with our configuration, in our way
    /// @param carried what a build is told that rehearses
    /// @param objection why this process cannot become any other build
    Rehearsals(String program, List<String> words, Carried carried, Optional<String> objection) {
        this.program = program;
        this.words = List.copyOf(words);
        this.carried = carried;
        this.objection = objection;
    }

    /// Has one rehearse.
    ///
    /// @param named where its launcher is, or is below as it was installed; empty: our own
    Rehearsed of(Optional<Path> named) {
        if (objection.isPresent()) {
            return new Rehearsed.Refused(objection.get());
        }
        Optional<Path> known = named.map(this::launcherIn).or(Build::launcher);
        if (known.isEmpty()) {
            return new Rehearsed.Refused("this one was not started by its launcher, so none is known");
        }
        Path launcher = known.get();
        try {
            if (!Files.isExecutable(launcher)) {
                return new Rehearsed.Refused("there is no launcher " + launcher);
            }
            Optional<String> doubt = named.isPresent() ? doubt(List.of(launcher)) : Optional.empty();
            return doubt.isPresent() ? new Rehearsed.Refused(doubt.get()) : rehearse(launcher, named.isPresent());
        } catch (IOException e) {
            return new Rehearsed.Refused(launcher + " cannot be started: " + Reason.of(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Rehearsed.Refused("the supervisor ends");
        } catch (OutOfMemoryError shortage) {
            return new Rehearsed.Refused(ThreadLimit.words(shortage));
        }
    }

    private Path launcherIn(Path directory) {
        Path installed = directory.resolve("bin").resolve(program);
        return Files.exists(installed) ? installed : directory.resolve(program);
    }

    /// A client names a directory, so what is run there has to be safe from everybody but ourselves and root.
    private static Optional<String> doubt(List<Path> files) throws IOException {
        for (Path file : files) {
            List<PathTrust.Weakness> found =
                    ConfigurationFile.trustOfOurs().weaknesses(file.toAbsolutePath(), PathTrust.End.IS_BELIEVED);
            if (!found.isEmpty()) {
                return Optional.of("others could change what would be run: " + PathTrust.places(found));
            }
        }
        return Optional.empty();
    }

    private Rehearsed rehearse(Path launcher, boolean named) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), RehearsedStart.WORD));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> original = Environment.ofThisProcess().variables();
        FOR_LAUNCHERS.forEach(name -> Optional.ofNullable(original.get(name))
                .ifPresent(value -> builder.environment().put(name, value)));
        builder.environment().put(Carried.VARIABLE, carried.text());
        Process process = builder.start();
        running = Optional.of(process);
        process.getOutputStream().close();
        Thread timer = Thread.ofVirtual().start(() -> endLate(process));
        try (InputStream output = process.getInputStream()) {
            RehearsalOutput said = RehearsalOutput.read(output);
            // What it says is a proof, and not how it ends: another part of this process may hear of that first.
            Optional<RehearsalReport> report = said.report();
            if (report.isEmpty()) {
                return new Rehearsed.Refused(launcher + said.refusal(program));
            }
            Optional<String> doubt = named ? doubt(report.get().files()) : Optional.empty();
            return doubt.<Rehearsed>map(Rehearsed.Refused::new)
                    .orElseGet(() -> new Rehearsed.Ready(new NextBuild(report.get())));
        } finally {
            timer.interrupt();
            running = Optional.empty();
        }
    }

    /// Ends one that is under way: the supervisor ends.
    void end() {
        running.ifPresent(Rehearsals::kill);
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill(process);
            }
        } catch (InterruptedException _) {
            // It has ended in time.
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
