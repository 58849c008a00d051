package org.taskmaster.commands;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.taskmaster.model.Suggestions;

/// What a terminal sends for keys that are named: `ctrl-c`, `enter`, `alt-x`, `up`, or a character.
///
/// The sequences are those of xterm in its normal modes, which every terminal description for it knows.
sealed interface KeyNames {

    /// What is sent for them.
    record Sent(byte[] bytes) implements KeyNames {}

    /// A word that names no key, and the name that was meant.
    record NoKey(String word, Optional<String> suggestion) implements KeyNames {}

    /// Reads names with blanks between them.
    static KeyNames parse(String text) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String word : text.strip().split("\\s+")) {
            Optional<byte[]> one = one(word);
            if (one.isEmpty()) {
                return new NoKey(word, Suggestions.nearest(word, names()));
            }
            all.writeBytes(one.get());
        }
        return new Sent(all.toByteArray());
    }

    /// All names but those of characters.
    static List<String> names() {
        List<String> names = new ArrayList<>(Table.NAMED.keySet());
        for (char letter = 'a'; letter <= 'z'; letter++) {
            names.add(Table.CTRL + letter);
        }
        return names;
    }

    private static Optional<byte[]> one(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String named = Table.NAMED.get(lower);
        if (named != null) {
            return Optional.of(named.getBytes(StandardCharsets.US_ASCII));
        }
        if (lower.startsWith(Table.ALT) && word.length() > Table.ALT.length()) {
            return one(word.substring(Table.ALT.length())).map(KeyNames::afterEscape);
        }
        if (lower.startsWith(Table.CTRL) && word.length() == Table.CTRL.length() + 1) {
            return control(Character.toUpperCase(word.charAt(Table.CTRL.length())));
        }
        return word.codePointCount(0, word.length()) == 1
                ? Optional.of(word.getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static Optional<byte[]> control(char held) {
        if (held == '?') {
            return Optional.of(new byte[] {0x7f});
        }
        return held >= '@' && held <= '_' ? Optional.of(new byte[] {(byte) (held & 0x1f)}) : Optional.empty();
    }

    private static byte[] afterEscape(byte[] key) {
        byte[] both = new byte[key.length + 1];
        both[0] = 0x1b;
        System.arraycopy(key, 0, both, 1, key.length);
        return both;
    }

    /// The keys that have names of their own.
    final class Table {

        private static final String CTRL = "ctrl-";
        private static final String ALT = "alt-";
        private static final String ESCAPE = "\u001b";
        private static final Map<String, String> NAMED = named();

        private Table() {}

        private static Map<String, String> named() {
            Map<String, String> named = new TreeMap<>();
            named.put("enter", "\r");
            named.put("tab", "\t");
            named.put("shift-tab", ESCAPE + "[Z");
            named.put("escape", ESCAPE);
            named.put("space", " ");
            named.put("ctrl-space", "\0");
            named.put("backspace", "\u007f");
            named.put("up", ESCAPE + "[A");
            named.put("down", ESCAPE + "[B");
            named.put("right", ESCAPE + "[C");
            named.put("left", ESCAPE + "[D");
            named.put("home", ESCAPE + "[H");
            named.put("end", ESCAPE + "[F");
            named.put("insert", ESCAPE + "[2~");
            named.put("delete", ESCAPE + "[3~");
            named.put("pageup", ESCAPE + "[5~");
            named.put("pagedown", ESCAPE + "[6~");
            List<String> functions =
                    List.of("OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~");
            for (int i = 0; i < functions.size(); i++) {
                named.put("f" + (i + 1), ESCAPE + functions.get(i));
            }
            return named;
        }
    }
}
