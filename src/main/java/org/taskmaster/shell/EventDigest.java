package org.taskmaster.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.taskmaster.commands.Focus;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Tone;
import org.taskmaster.control.Requester;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventText;
import org.taskmaster.model.LogLevel;

/// Decides what a user at a prompt is shown of what happens: not what this very prompt asked for, and
/// no more than a few lines a second.
final class EventDigest {

    private static final int LINES = 10;
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Requester self;
    private final Focus focus;
    private final ZoneId zone;
    private @Nullable Duration begin;
    private int told;
    private int left;

    EventDigest(Requester self, Focus focus, ZoneId zone) {
        this.self = self;
        this.focus = focus;
        this.zone = zone;
    }

    /// The lines to show of `event`, and before them how many were left out, if their moment is over.
    List<Line> tell(Event event, Duration now) {
        List<Line> lines = new ArrayList<>(expired(now));
        Optional<LogLevel> least = least(event);
        for (EventText.Line text : EventText.describe(event)) {
            if (least.isEmpty() || !least.get().keeps(text.level())) {
                continue;
            }
            if (begin == null) {
                begin = now;
            }
            if (told < LINES) {
                told++;
                lines.add(line(event.at(), text));
            } else {
                left++;
            }
        }
        return lines;
    }

    /// How many were left out, if the moment is over in which they were.
    List<Line> expired(Duration now) {
        if (begin == null || now.minus(begin).compareTo(MOMENT) < 0) {
            return List.of();
        }
        return summedUp("maintail");
    }

    /// How many were left out, when nothing more will be told.
    ///
    /// @param log where they are to be found when no command can be given any more
    List<Line> last(String log) {
        return summedUp(log);
    }

    private List<Line> summedUp(String place) {
        int missing = left;
        begin = null;
        told = 0;
        left = 0;
        return missing == 0 ? List.of() : List.of(Line.of(Tone.FAINT, "... and " + missing + " more, see " + place));
    }

    /// When to look for [#expired]; empty when nothing is left out.
    Optional<Duration> due(Duration now) {
        return begin == null || left == 0
                ? Optional.empty()
                : Optional.of(begin.plus(MOMENT).minus(now));
    }

    /// The least that matters enough to be shown: nothing, when a command of this prompt shows the event or answers
    /// with it. Asked once about each event.
    private Optional<LogLevel> least(Event event) {
        boolean shown = focus.follows(event);
        boolean answered = focus.answers(event, self);
        if (shown || answered && !(event instanceof Event.OfProcess)) {
            return Optional.empty();
        }
        return Optional.of(answered ? LogLevel.WARN : LogLevel.INFO);
    }

    private Line line(Instant at, EventText.Line text) {
        LocalTime time = at.atZone(zone).toLocalTime();
        String clock = two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
        Tone tone = switch (text.level()) {
            case CRITICAL, ERROR -> Tone.BAD;
            case WARN -> Tone.UNSETTLED;
            case INFO, DEBUG -> Tone.PLAIN;
        };
        return Line.of(Tone.FAINT, clock + " ").with(tone, text.text());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
