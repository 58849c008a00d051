package org.taskmaster.json;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Writes JSON as UTF-8, without spaces or laid out for people. What is written must nest properly;
/// commas come by themselves. Half a surrogate pair, which no encoding knows, becomes U+FFFD.
final class JsonWriter {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int REPLACEMENT = 0xFFFD;

    private final Layout layout;
    private final Optional<Pieces> pieces;
    private byte[] bytes = new byte[512];
    private int length;
    private int depth;
    private boolean first = true;
    private boolean named;

    /// How it looks.
    enum Layout {
        COMPACT,
        /// A line for each member and item.
        PRETTY
    }

    JsonWriter(Layout layout) {
        this(layout, Optional.empty());
    }

    /// @param pieces takes what is written as soon as there is a piece of it
    JsonWriter(Layout layout, Pieces pieces) {
        this(layout, Optional.of(pieces));
    }

    private JsonWriter(Layout layout, Optional<Pieces> pieces) {
        this.layout = layout;
        this.pieces = pieces;
    }

    /// The rest is not wanted.
    static final class Unwanted extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final boolean interrupted;

        Unwanted(boolean interrupted) {
            super(null, null, false, false);
            this.interrupted = interrupted;
        }

        /// Whether it is not because whoever takes it said so, but because the waiting was interrupted.
        boolean interrupted() {
            return interrupted;
        }
    }

    /// Hands over what there is, if that is a piece.
    void handOver() {
        if (pieces.isEmpty() || length < Pieces.LENGTH) {
            return;
        }
        byte[] piece = result();
        length = 0;
        boolean goOn;
        try {
            goOn = pieces.get().take(piece);
        } catch (InterruptedException _) {
            throw new Unwanted(true);
        }
        if (!goOn) {
            throw new Unwanted(false);
        }
    }

    byte[] result() {
        return Arrays.copyOf(bytes, length);
    }

    void beginObject() {
        begin('{');
    }

    void endObject() {
        end('}');
    }

    void beginArray() {
        begin('[');
    }

    void endArray() {
        end(']');
    }

    void name(String name) {
        separate();
        quote(name);
        ascii(layout == Layout.PRETTY ? ": " : ":");
        named = true;
    }

    void text(String value) {
        separate();
        quote(value);
    }

    /// @param digits a number in JSON's grammar
    void number(String digits) {
        separate();
        ascii(digits);
    }

    void number(long value) {
        number(Long.toString(value));
    }

    void bool(boolean value) {
        separate();
        ascii(value ? "true" : "false");
    }

    void nothing() {
        separate();
        ascii("null");
    }

    void value(Json json) {
        switch (json) {
            case Json.Obj(Map<String, Json> members) -> {
                beginObject();
                members.forEach((name, member) -> {
                    name(name);
                    value(member);
                });
                endObject();
            }
            case Json.Arr(var items) -> {
                beginArray();
                items.forEach(this::value);
                endArray();
            }
            case Json.Text(String text) -> text(text);
            case Json.Num(String digits) -> number(digits);
            case Json.Bool(boolean value) -> bool(value);
            case Json.Null _ -> nothing();
        }
    }

    private void begin(char bracket) {
        separate();
        put(bracket);
        depth++;
        first = true;
    }

    private void end(char bracket) {
        depth--;
        if (!first) {
            newLine();
        }
        put(bracket);
        first = false;
    }

    /// What comes between this value or name and what was there before.
    private void separate() {
        if (named) {
            named = false;
            return;
        }
        if (!first) {
            put(',');
        }
        if (depth > 0) {
            newLine();
        }
        first = false;
    }

    private void newLine() {
        if (layout == Layout.PRETTY) {
            put('\n');
            for (int i = 0; i < depth; i++) {
                ascii("  ");
            }
        }
    }

    private void quote(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                asciiEscaped(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                encoded(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                encoded(Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        put('"');
    }

    private void asciiEscaped(char c) {
        switch (c) {
            case '"', '\\' -> {
                put('\\');
                put(c);
            }
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> {
                if (c < ' ' || c == 0x7f) {
                    ascii("\\u00");
                    put(HEX[c >> 4]);
                    put(HEX[c & 15]);
                } else {
                    put(c);
                }
            }
        }
    }

    /// A code point beyond ASCII in UTF-8 (RFC 3629).
    private void encoded(int point) {
        if (point < 0x800) {
            put(0xC0 | point >> 6);
        } else if (point < 0x10000) {
            put(0xE0 | point >> 12);
            put(0x80 | point >> 6 & 0x3F);
        } else {
            put(0xF0 | point >> 18);
            put(0x80 | point >> 12 & 0x3F);
            put(0x80 | point >> 6 & 0x3F);
        }
        put(0x80 | point & 0x3F);
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(int b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) b;
    }
}
