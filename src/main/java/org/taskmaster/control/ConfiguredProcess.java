package org.taskmaster.control;

import java.util.Map;
import java.util.TreeMap;
import org.taskmaster.model.Launch;
import org.taskmaster.model.ProcessConfig;

/// A process of the configuration that was last read, or of the one in force.
///
/// @param config the values of its environment may be [#HIDDEN]
/// @param inUse whether its program is supervised
public record ConfiguredProcess(ProcessConfig config, boolean inUse) {

    /// What stands in place of a value that is not shown.
    public static final String HIDDEN = "(hidden)";

    /// The same with the names of its environment, and none of the values.
    public ConfiguredProcess withoutSecrets() {
        Launch launch = config.launch();
        Map<String, String> names = new TreeMap<>();
        launch.environment().keySet().forEach(name -> names.put(name, HIDDEN));
        Launch discreet = new Launch(
                launch.command(),
                names,
                launch.workingdir(),
                launch.umask(),
                launch.user(),
                launch.stdin(),
                launch.stdout(),
                launch.stderr());
        return new ConfiguredProcess(new ProcessConfig(config.key(), config.name(), discreet, config.policy()), inUse);
    }
}
