package org.taskmaster.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.Line;
import org.taskmaster.control.Requester;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.events.Event;
import org.taskmaster.model.LogLevel;

final class EventDigestTest {

    private static final Instant THEN = Instant.parse("2026-11-23T05:31:09Z");

    private final EventDigest digest = new EventDigest(new Requester("the shell"), new Focus(), ZoneId.of("UTC"));

    @Test
    void anEventIsToldWithItsTimeAndColour() {
        Event died = new Event.OfProcess(THEN, "web", new ProcessEvent.GaveUp("it cannot be run"));

        assertThat(digest.tell(died, Duration.ZERO))
                .extracting(Line::coloured)
                .containsExactly("\u001b[2m05:31:09 \u001b[0m\u001b[31mgave up: web entered FATAL state,"
                        + " too many start retries too quickly: it cannot be run\u001b[0m");
    }

    @Test
    void ordersOfThisShellAreNotTold() {
        assertThat(digest.tell(new Event.Ordered(THEN, "the shell", "stop web", Optional.empty()), Duration.ZERO))
                .isEmpty();
        assertThat(digest.tell(new Event.Ordered(THEN, "SIGHUP", "reload", Optional.empty()), Duration.ZERO))
                .hasSize(1);
    }

    @Test
    void debuggingIsNotTold() {
        assertThat(digest.tell(new Event.OfSupervisor(THEN, LogLevel.DEBUG, "tick"), Duration.ZERO))
                .isEmpty();
    }

    @Test
    void aBurstIsCountedAfterItsFirstLines() {
        List<Line> told = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            told.addAll(digest.tell(something(), Duration.ofMillis(i)));
        }

        assertThat(told).hasSize(10);
        assertThat(digest.due(Duration.ofMillis(250))).contains(Duration.ofMillis(750));
        assertThat(digest.expired(Duration.ofMillis(999))).isEmpty();
        assertThat(digest.expired(Duration.ofSeconds(1)))
                .extracting(Line::plain)
                .containsExactly("... and 240 more, see maintail");
        assertThat(digest.due(Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void theNextMomentIsToldInFullAgain() {
        for (int i = 0; i < 12; i++) {
            digest.tell(something(), Duration.ZERO);
        }

        List<Line> told = digest.tell(something(), Duration.ofSeconds(2));

        assertThat(told).extracting(Line::plain).containsExactly("... and 2 more, see maintail", "05:31:09 something");
    }

    private static Event something() {
        return new Event.OfSupervisor(THEN, LogLevel.WARN, "something");
    }
}
