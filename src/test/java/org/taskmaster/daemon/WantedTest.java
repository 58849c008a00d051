package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selector;
import org.taskmaster.control.UnknownName;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.StateName;

class WantedTest {

    private static final FleetStatus NOBODY =
            new FleetStatus(new Moment(0), FleetStatus.Phase.RUNNING, List.of(), List.of());
    private static final FleetStatus WEB =
            new FleetStatus(new Moment(0), FleetStatus.Phase.RUNNING, List.of("web"), List.of(web()));

    @Test
    void whoAsksHasLookedForTheNearestNameBefore() {
        Wanted wanted = Wanted.of(new Selector(List.of("wbe")), WEB);

        assertThat(wanted.in(WEB).unknown()).containsExactly(new UnknownName("wbe", Optional.of("web")));
    }

    @Test
    void theLoopLooksForNoNearestName() {
        Wanted wanted = Wanted.of(new Selector(List.of("wbe", "web")), NOBODY);

        assertThat(wanted.in(WEB).unknown()).containsExactly(new UnknownName("wbe", Optional.empty()));
        assertThat(wanted.in(WEB).processes())
                .extracting(process -> process.name().text())
                .containsExactly("web");
    }

    private static ProcessStatus web() {
        Output kept = new Output.ToFile(Path.of("/tmp/log"));
        return new ProcessStatus(
                new ProcessKey("web", 0),
                ProcessName.of("web"),
                StateName.RUNNING,
                OptionalInt.of(1),
                new Moment(0),
                Instant.EPOCH,
                "",
                ProcessStatus.History.NONE,
                kept,
                kept);
    }
}
