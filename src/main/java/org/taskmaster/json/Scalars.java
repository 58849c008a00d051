package org.taskmaster.json;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;

/// The forms of plain values.
final class Scalars {

    static final Form<String> TEXT = new Scalar<>("string", "", Scalars::text, JsonWriter::text);

    static final Form<ProcessName> NAME = new Scalar<>(
            "string", "", (json, place) -> ProcessName.of(text(json, place)), (out, value) -> out.text(value.text()));

    static final Form<List<String>> TEXTS = Form.list(TEXT);

    static final Form<Integer> INT = new Scalar<>(
            "integer",
            "int32",
            (json, place) ->
                    whole(json, place, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue(),
            (out, value) -> out.number(value));

    static final Form<Long> LONG = new Scalar<>(
            "integer",
            "int64",
            (json, place) -> whole(json, place, Long.MIN_VALUE, Long.MAX_VALUE),
            (out, value) -> out.number(value));

    static final Form<Boolean> FLAG = new Scalar<>("boolean", "", Scalars::flag, (out, value) -> out.bool(value));

    static final Form<Instant> TIME =
            new Scalar<>("string", "date-time", Scalars::time, (out, value) -> out.text(value.toString()));

    static final Form<Duration> SECONDS =
            new Scalar<>("number", "", Scalars::seconds, (out, value) -> out.number(Seconds.text(value)));

    static final Form<Path> PATH =
            new Scalar<>("string", "", Scalars::path, (out, value) -> out.text(value.toString()));

    /// `SIGTERM`; any way of writing a signal is read.
    static final Form<Signal> SIGNAL =
            new Scalar<>("string", "", Scalars::signal, (out, value) -> out.text(signalWord(value)));

    private Scalars() {}

    private interface Reading<V> {
        V read(Json json, Place place);
    }

    private interface Writing<V> {
        void write(JsonWriter out, V value);
    }

    private static final class Scalar<V> extends Form<V> {

        private final String type;
        private final String format;
        private final Reading<V> reading;
        private final Writing<V> writing;

        Scalar(String type, String format, Reading<V> reading, Writing<V> writing) {
            this.type = type;
            this.format = format;
            this.reading = reading;
            this.writing = writing;
        }

        @Override
        void write(V value, JsonWriter out) {
            writing.write(out, value);
        }

        @Override
        V read(Json json, Place place) {
            return reading.read(json, place);
        }

        @Override
        public Json schema(Schemas schemas) {
            return format.isEmpty()
                    ? Json.object(Json.member("type", type))
                    : Json.object(Json.member("type", type), Json.member("format", format));
        }
    }

    private static String text(Json json, Place place) {
        if (json instanceof Json.Text(String text)) {
            return text;
        }
        throw place.wanted("a string", json);
    }

    private static Boolean flag(Json json, Place place) {
        if (json instanceof Json.Bool(boolean value)) {
            return value;
        }
        throw place.wanted("true or false", json);
    }

    private static Long whole(Json json, Place place, long least, long most) {
        if (!(json instanceof Json.Num(String digits))) {
            throw place.wanted("a whole number", json);
        }
        try {
            long value = Long.parseLong(digits);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw place.misfit(
                "a whole number from " + least + " to " + most + " is wanted, not " + JsonReader.shortened(digits));
    }

    private static Duration seconds(Json json, Place place) {
        if (!(json instanceof Json.Num(String digits))) {
            throw place.wanted("a number of seconds", json);
        }
        return Seconds.parse(digits)
                .orElseThrow(() -> place.misfit("a number of seconds with at most nine decimals is wanted, not "
                        + JsonReader.shortened(digits)));
    }

    private static Instant time(Json json, Place place) {
        String text = text(json, place);
        try {
            return Times.parse(text);
        } catch (DateTimeException _) {
            throw place.misfit("a time as 2026-11-23T05:31:00Z is wanted, not \"" + JsonReader.shortened(text) + "\"");
        }
    }

    private static Path path(Json json, Place place) {
        String text = text(json, place);
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw place.misfit("a path is wanted, not \"" + JsonReader.shortened(text) + "\"");
        }
    }

    private static Signal signal(Json json, Place place) {
        String text = json instanceof Json.Num(String digits) ? digits : text(json, place);
        Optional<Signal> signal = text.length() > 20 ? Optional.empty() : Signal.parse(text);
        return signal.orElseThrow(() -> place.misfit("no signal is called \"" + JsonReader.shortened(text)
                + "\"; write TERM, HUP or a" + " number from 1 to 64"));
    }

    /// A word that can be read again; two numbers have no name.
    private static String signalWord(Signal signal) {
        return Signal.parse(signal.name()).isPresent() ? signal.name() : Integer.toString(signal.number());
    }
}
