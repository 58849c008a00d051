package org.taskmaster.control;

import org.taskmaster.model.Launch;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.Stream;

/// A process of the configuration that was last read, or of the one in force.
///
/// @param config the values of its environment may be [#HIDDEN]
/// @param inUse whether its program is supervised
public record ConfiguredProcess(ProcessConfig config, boolean inUse) {

    /// What stands in place of a value that is not shown.
    public static final String HIDDEN = "(hidden)";

    /// The key that says where what it writes to a stream goes: what writes to a terminal has no stderr of its own.
    public String keyOf(Stream stream) {
        boolean terminal = config.launch().stdin() == Stdin.TERMINAL;
        return (terminal ? Stream.STDOUT : stream).word();
    }

    /// The same with the names of its environment, and none of the values; and without values of the
    /// supervisor's environment that went into other settings.
    public ConfiguredProcess withoutSecrets() {
        Launch launch = config.launch();
        return new ConfiguredProcess(
                new ProcessConfig(config.key(), config.name(), launch.shown().of(launch, HIDDEN), config.policy()),
                inUse);
    }
}
