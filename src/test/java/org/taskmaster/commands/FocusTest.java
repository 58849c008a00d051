package org.taskmaster.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.control.Selector;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.events.Event;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessName;

/// What a command shows by itself is shown by nobody else.
final class FocusTest {

    private final Focus focus = new Focus();

    /// The clock of another machine may be hours off.
    @ParameterizedTest
    @ValueSource(longs = {-3600, 0, 3600})
    void whatACommandFollowsIsShownByItAloneWhateverTheClocksShow(long ahead) {
        Instant at = Instant.now().plusSeconds(ahead);
        assertThat(focus.follows(stopping("web:0", at))).isFalse();

        focus.beginFollowing(new Selector(List.of("web")));

        assertThat(focus.follows(stopping("web:0", at))).isTrue();
        assertThat(focus.follows(stopping("db", at))).isFalse();
        assertThat(focus.follows(new Event.OfSupervisor(at, LogLevel.WARN, "something")))
                .isTrue();

        focus.endFollowing();

        assertThat(focus.follows(stopping("web:0", at))).isFalse();
    }

    @Test
    void whatACommandHasShownIsNotShownWhenItComesLate() {
        Event first = new Event.OfSupervisor(Instant.EPOCH, LogLevel.WARN, "first");
        Event second = new Event.OfSupervisor(Instant.EPOCH, LogLevel.WARN, "second");
        Event third = new Event.OfSupervisor(Instant.EPOCH, LogLevel.WARN, "third");
        focus.beginFollowing(Selector.all());
        boolean early = focus.follows(first);
        focus.shown(first);
        focus.shown(second);
        focus.endFollowing();

        assertThat(early).isTrue();
        assertThat(focus.follows(second)).isTrue();
        assertThat(focus.follows(second)).as("the same again").isFalse();
        assertThat(focus.follows(third)).isFalse();
    }

    private static Event stopping(String process, Instant at) {
        return new Event.OfProcess(at, ProcessName.of(process), new ProcessEvent.GaveUp("exited too quickly"));
    }
}
