package org.taskmaster.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.core.ProcessState;
import org.taskmaster.core.ProcessState.StopReason;
import org.taskmaster.journal.Entry;
import org.taskmaster.journal.Fingerprint;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.StartPolicy;
import org.taskmaster.model.Stdin;
import org.taskmaster.plan.ReloadPlan.Standing;

/// With which settings processes are taken over that another supervisor has left: so that what is different now
/// is what a reload would find, and is done by its plan ([ReloadPlan]).
///
/// | what the journal has | what it becomes |
/// |---|---|
/// | configured as it was started | goes on as if nothing had been |
/// | configured, and started otherwise | goes on, and is restarted as by a reload |
/// | not configured any more, and it may run | goes on, and is stopped as by a reload |
/// | not configured any more, and it does not | nothing |
/// | never started | nothing: it is started as at every start |
public final class AdoptionPlan {

    private static final int LAST = 999;

    private AdoptionPlan() {}

    /// @param config its settings until the reload
    /// @param stdin what its process was given as its standard input
    public record Takeover(Entry entry, ProcessConfig config, Standing standing, Stdin stdin) {}

    public static List<Takeover> of(Collection<Entry> former, Configuration wanted) {
        Map<ProcessKey, ProcessConfig> configured = wanted.processes();
        List<Takeover> all = new ArrayList<>();
        for (Entry entry : former) {
            if (!isUnborn(entry.state())) {
                Optional<ProcessConfig> config = Optional.ofNullable(configured.get(entry.key()));
                if (config.isPresent()) {
                    all.add(configured(entry, config.get()));
                } else if (entry.mayRun()) {
                    all.add(new Takeover(entry, unconfigured(entry), Standing.STAYS, entry.stdin()));
                }
            }
        }
        return all;
    }

    private static boolean isUnborn(ProcessState state) {
        return state instanceof ProcessState.Stopped(StopReason reason) && reason == StopReason.NOT_STARTED;
    }

    private static Takeover configured(Entry entry, ProcessConfig wanted) {
        boolean same = Fingerprint.of(wanted.launch()) == entry.launch();
        // By its old name, so that what is called otherwise now is found.
        ProcessConfig config = new ProcessConfig(entry.key(), entry.name(), wanted.launch(), wanted.policy());
        return same
                ? new Takeover(entry, config, Standing.STAYS, wanted.launch().stdin())
                : new Takeover(entry, config, Standing.DIFFERS, entry.stdin());
    }

    /// All that is known of it, and needed to stop it.
    private static ProcessConfig unconfigured(Entry entry) {
        Launch launch = Launch.of(List.of(entry.name().text()));
        Policy policy =
                new Policy(LAST, false, Autorestart.NEVER, Set.of(0), new StartPolicy(Duration.ZERO, 0), entry.stop());
        return new ProcessConfig(entry.key(), entry.name(), launch, policy);
    }
}
