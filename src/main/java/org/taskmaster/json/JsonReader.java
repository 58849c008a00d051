package org.taskmaster.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON exactly as RFC 8259 has it, and nothing else: no trailing comma, no comment, no `NaN`, no
/// name twice in an object, no text that is not UTF-8.
///
/// It descends as deep as the text nests and no deeper than [#DEEPEST], and takes time and memory in
/// proportion to the text, so whoever bounds the text has bounded all of it.
public final class JsonReader {

    /// How deep values may nest.
    static final int DEEPEST = 32;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /// Reads one value, which is all there is.
    ///
    /// @throws Misfit when it is not JSON
    public static Json read(byte[] utf8) {
        JsonReader reader = new JsonReader(decoded(utf8));
        reader.skipSpace();
        Json value = reader.value();
        reader.skipSpace();
        if (reader.at < reader.text.length()) {
            throw reader.unexpected("the end");
        }
        return value;
    }

    private static String decoded(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Misfit("", "it is not UTF-8");
        }
    }

    private Json value() {
        return switch (peek()) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected("a value");
        };
    }

    private Json nested(java.util.function.Supplier<Json> inner) {
        if (++depth > DEEPEST) {
            throw new Misfit("", "values nest deeper than " + DEEPEST + " levels");
        }
        at++;
        skipSpace();
        Json value = inner.get();
        depth--;
        return value;
    }

    private Json object() {
        Map<String, Json> members = new LinkedHashMap<>();
        if (taken('}')) {
            return new Json.Obj(members);
        }
        do {
            skipSpace();
            if (peek() != '"') {
                throw unexpected("a name in double quotes");
            }
            String name = string();
            skipSpace();
            if (!taken(':')) {
                throw unexpected("a colon");
            }
            skipSpace();
            if (members.put(name, value()) != null) {
                throw new Misfit("", "the name \"" + shortened(name) + "\" stands twice in one object");
            }
            skipSpace();
        } while (taken(','));
        if (!taken('}')) {
            throw unexpected("a comma or }");
        }
        return new Json.Obj(members);
    }

    private Json array() {
        List<Json> items = new ArrayList<>();
        if (taken(']')) {
            return new Json.Arr(items);
        }
        do {
            skipSpace();
            items.add(value());
            skipSpace();
        } while (taken(','));
        if (!taken(']')) {
            throw unexpected("a comma or ]");
        }
        return new Json.Arr(items);
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw unexpected("a value");
        }
        at += word.length();
        return value;
    }

    private Json number() {
        int start = at;
        taken('-');
        if (!taken('0')) {
            digits();
        }
        if (taken('.')) {
            digits();
        }
        if (taken('e') || taken('E')) {
            if (!taken('+')) {
                taken('-');
            }
            digits();
        }
        return new Json.Num(text.substring(start, at));
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected("a digit");
        }
    }

    private String string() {
        int start = ++at;
        while (peek() != '"' && peek() != '\\') {
            plain();
        }
        if (taken('"')) {
            return text.substring(start, at - 1);
        }
        StringBuilder whole = new StringBuilder(text.substring(start, at));
        while (!taken('"')) {
            if (taken('\\')) {
                whole.append(escaped());
            } else {
                whole.append(plain());
            }
        }
        return whole.toString();
    }

    private char plain() {
        char c = peek();
        if (c < ' ') {
            throw unexpected("a character that is no control character");
        }
        at++;
        return c;
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw unexpected("one of \"\\/bfnrtu after a backslash");
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw unexpected("four hexadecimal digits");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private boolean taken(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new Misfit("", "it ends too early");
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private Misfit unexpected(String wanted) {
        String found = at < text.length() ? "there is " + visible(text.charAt(at)) : "it ends";
        return new Misfit("", "at character " + (at + 1) + " " + wanted + " is wanted, but " + found);
    }

    private static String visible(char c) {
        return c > ' ' && c < 0x7f ? "'" + c + "'" : "the character U+" + hex(c);
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
        return "0".repeat(4 - digits.length()) + digits;
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
