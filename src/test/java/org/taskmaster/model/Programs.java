package org.taskmaster.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Configurations for tests. The command of `web` is `/bin/web`, unless it is told otherwise.
public final class Programs {

    private static final SupervisorConfig SUPERVISOR = new SupervisorConfig(
            new ActivityLogConfig(Path.of("activity.log"), new ByteSize(0), 0, LogLevel.INFO),
            Optional.empty(),
            Path.of("state"),
            Path.of("state/taskmaster.pid"),
            SupervisorConfig.DEFAULT_IDENTIFIER,
            DetachKeys.USUAL,
            ServerConfig.privateSocket(Path.of("state/taskmaster.sock")));

    private Programs() {}

    public static Configuration configuration(List<ProgramConfig> programs) {
        return new Configuration(SUPERVISOR, programs);
    }

    public static ProgramConfig program(String name, Policy policy) {
        return program(name, 1, policy);
    }

    public static ProgramConfig program(String name, int copies, Policy policy) {
        return program(name, copies, policy, launch("/bin/" + name));
    }

    public static ProgramConfig program(String name, int copies, Policy policy, Launch launch) {
        List<ProcessConfig> processes = new ArrayList<>();
        for (int number = 0; number < copies; number++) {
            processes.add(new ProcessConfig(
                    new ProcessKey(name, number),
                    copies == 1 ? ProcessName.only(name) : ProcessName.numbered(name, number),
                    launch,
                    policy));
        }
        return new ProgramConfig(name, processes);
    }

    /// The same with a pipe as its standard input.
    public static Launch piped(Launch launch) {
        return with(launch, Stdin.PIPE, launch.stdout(), launch.stderr());
    }

    /// The same with a terminal.
    public static Launch withTerminal(Launch launch) {
        return with(launch, Stdin.TERMINAL, launch.stdout(), launch.stdout());
    }

    /// The same with these streams.
    public static Launch writing(Launch launch, Output stdout, Output stderr) {
        return with(launch, launch.stdin(), stdout, stderr);
    }

    private static Launch with(Launch launch, Stdin stdin, Output stdout, Output stderr) {
        return new Launch(
                launch.command(),
                launch.environment(),
                launch.workingdir(),
                launch.umask(),
                launch.user(),
                stdin,
                stdout,
                stderr);
    }

    /// Captured into a file, and rotated as by default.
    public static Output captured(String file) {
        return new Output.Captured(new Capture(
                Optional.of(new KeptFile(
                        Path.of(file),
                        new ByteSize(50L << 20),
                        10,
                        Optional.empty(),
                        false,
                        new ByteSize(0),
                        Optional.empty(),
                        OptionalInt.empty())),
                Capture.LineFormat.RAW,
                false,
                false,
                Optional.empty(),
                Capture.OnLogError.DROP));
    }

    public static Launch launch(String... command) {
        return launch(Map.of(), command);
    }

    public static Launch launch(Map<String, String> environment, String... command) {
        return new Launch(
                List.of(command),
                environment,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Stdin.NONE,
                new Output.Discard(),
                new Output.Discard());
    }

    /// One whose output goes there.
    public static Launch launch(Output stdout, Output stderr) {
        return new Launch(
                List.of("true"),
                Map.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Stdin.NONE,
                stdout,
                stderr);
    }
}
