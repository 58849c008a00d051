package org.taskmaster.daemon;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.events.EventBus;
import org.taskmaster.host.Host;
import org.taskmaster.journal.Disabled;
import org.taskmaster.journal.JournalFile;
import org.taskmaster.logs.Captures;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ProgramConfig;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StartPolicy;
import org.taskmaster.model.StopPolicy;
import org.taskmaster.model.SupervisorConfig;

/// Has the JVM compile the way from a death to the next run before anything dies: a supervisor of its own goes that
/// way often enough, on a host that makes no process. Else the first thousand restarts would take a third longer.
public final class WarmUp {

    /// What a restart calls once is then called three times as often as the JVM takes to compile any method
    /// (`jvm.options`), so that there is time for it.
    static final int RESTARTS = 6_000;
    /// The death and the new process, and that it has lived long enough to be running.
    private static final int TURNS_OF_EACH = 2;

    private static final int NO_PRIORITY = 999;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private WarmUp() {}

    /// Goes through it, on the calling thread, which takes two tenths of a second.
    ///
    /// @param host makes no process, and never waits; stays open
    /// @param captureMeans nothing is captured
    public static void run(SupervisorInfo info, SupervisorConfig supervisor, Host host, Captures.Means captureMeans) {
        Configuration configuration = new Configuration(supervisor, List.of(program()));
        try (JournalFile journal = JournalFile.nowhere()) {
            restart(
                    info,
                    configuration,
                    host,
                    captureMeans,
                    new Former(journal, List.of(), Former.Manner.GONE, Disabled.NONE));
        }
    }

    private static void restart(
            SupervisorInfo info, Configuration configuration, Host host, Captures.Means captureMeans, Former former) {
        EventLoop loop = Daemon.create(
                        info,
                        configuration,
                        () -> new LoadResult.Loaded(configuration),
                        host,
                        new EventBus(),
                        Surroundings.NONE,
                        captureMeans,
                        Terminals.NONE,
                        former)
                .loop();
        loop.begin();
        for (int i = 0; i < RESTARTS * TURNS_OF_EACH; i++) {
            loop.turn();
        }
    }

    private static ProgramConfig program() {
        Launch launch = Launch.of(List.of("/bin/sh"));
        Policy policy = new Policy(
                NO_PRIORITY,
                true,
                Autorestart.ALWAYS,
                Set.of(0),
                new StartPolicy(SECOND, 1),
                new StopPolicy(Signal.TERM, SECOND));
        ProcessKey key = new ProcessKey("warm-up", 0);
        return new ProgramConfig(
                key.program(), List.of(new ProcessConfig(key, ProcessName.only(key.program()), launch, policy)));
    }
}
