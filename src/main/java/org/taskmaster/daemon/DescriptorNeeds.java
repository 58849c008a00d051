package org.taskmaster.daemon;

import org.taskmaster.host.Terminal;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessConfig;

/// How many descriptors a configuration takes, as [org.taskmaster.host.Host#makeRoomFor] counts them.
///
/// @param processes each can be watched by one, and goes without when there is none
/// @param pipes what programs cannot be run without: a captured stream takes two, its channel and its file
public record DescriptorNeeds(int processes, int pipes) {

    /// What all processes of a configuration take.
    public static DescriptorNeeds of(Configuration configuration) {
        int pipes = 0;
        for (ProcessConfig process : configuration.processes().values()) {
            pipes += pipes(process.launch());
        }
        return new DescriptorNeeds(configuration.processes().size(), pipes);
    }

    private static int pipes(Launch launch) {
        int stdin = switch (launch.stdin()) {
            case NONE -> 0;
            case PIPE -> 1;
            case TERMINAL -> Terminal.DESCRIPTORS;
        };
        int stdout = launch.stdout() instanceof Output.Captured ? 2 : 0;
        int stderr =
                launch.stderr() instanceof Output.Captured && !launch.stderr().equals(launch.stdout()) ? 2 : 0;
        return stdin + stdout + stderr;
    }
}
