package org.taskmaster.daemon;

import org.taskmaster.host.Terminal;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.Stdin;

/// How many descriptors a configuration takes, as [org.taskmaster.host.Host#makeRoomFor] counts them.
public final class DescriptorNeeds {

    private DescriptorNeeds() {}

    /// What all processes of a configuration take. A captured stream takes two, its channel and its file.
    public static int of(Configuration configuration) {
        boolean terminals = configuration.processes().values().stream()
                .anyMatch(process -> process.launch().stdin() == Stdin.TERMINAL);
        int descriptors = terminals ? Terminal.DESCRIPTORS_OF_ALL : 0;
        for (ProcessConfig process : configuration.processes().values()) {
            descriptors += of(process.launch());
        }
        return descriptors;
    }

    private static int of(Launch launch) {
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
