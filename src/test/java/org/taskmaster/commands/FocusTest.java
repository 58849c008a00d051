package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.Selector;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.events.Event;
import org.taskmaster.model.LogLevel;

/// What a command shows by itself is shown by nobody else.
final class FocusTest {

    private final Focus focus = new Focus();

    @Test
    void whatACommandFollowsIsShownByItAlone() {
        assertThat(focus.follows(stopping("web:0", Instant.now()))).isFalse();

        focus.beginFollowing(new Selector(List.of("web")));
        Instant meanwhile = Instant.now();

        assertThat(focus.follows(stopping("web:0", meanwhile))).isTrue();
        assertThat(focus.follows(stopping("db", meanwhile))).isFalse();
        assertThat(focus.follows(new Event.OfSupervisor(meanwhile, LogLevel.WARN, "something")))
                .isTrue();
        assertThat(focus.follows(stopping("web:0", meanwhile.minusSeconds(60)))).isFalse();

        focus.endFollowing();

        assertThat(focus.follows(stopping("web:0", Instant.now().plusSeconds(60))))
                .isFalse();
    }

    private static Event stopping(String process, Instant at) {
        return new Event.OfProcess(at, process, new ProcessEvent.GaveUp("exited too quickly"));
    }
}
