package org.taskmaster.main;

import java.util.function.BiConsumer;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.daemon.WarmUp;
import org.taskmaster.linux.Environment;
import org.taskmaster.linux.Priority;
import org.taskmaster.linux.WarmUpHost;
import org.taskmaster.logs.Captures;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.SupervisorConfig;
import org.taskmaster.model.ThreadLimit;

/// Where the [WarmUp] runs: beside what has been started, on a thread that takes no processor from it, and ends soon.
/// Only speed depends on it, so that nothing that goes wrong there is more than a line in the log.
final class WarmUpThread {

    private WarmUpThread() {}

    /// Begins.
    ///
    /// @param environment what programs inherit; not shared with the host that supervises
    /// @param log takes what went wrong
    static void start(
            SupervisorInfo info,
            SupervisorConfig supervisor,
            Environment environment,
            Captures.Means captureMeans,
            BiConsumer<LogLevel, String> log) {
        try {
            Thread.ofPlatform().name("warm-up").daemon().start(() -> {
                Priority.lowest();
                try (WarmUpHost host = new WarmUpHost(environment)) {
                    WarmUp.run(info, supervisor, host, captureMeans);
                } catch (RuntimeException | Error defect) {
                    log.accept(LogLevel.WARN, "the first restarts will take longer: " + Defects.describe(defect));
                }
            });
        } catch (OutOfMemoryError none) {
            log.accept(LogLevel.INFO, "the first restarts will take longer: " + ThreadLimit.words(none));
        }
    }
}
