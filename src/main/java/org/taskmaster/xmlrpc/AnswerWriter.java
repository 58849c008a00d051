package org.taskmaster.xmlrpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;

/// Writes answers as XML, in UTF-8.
///
/// Logs hold characters that XML 1.0 cannot carry, not even as a reference: the escape sequences of
/// colours, above all. They are shown by their pictures (`␛` for escape), so that the answer can always be
/// read ([XML 1.0 §2.2](https://www.w3.org/TR/xml/#charsets)). A carriage return is written as a reference,
/// as parsers would make a line feed of it.
final class AnswerWriter {

    /// The picture of the control character 0; the others follow in order.
    private static final int CONTROL_PICTURES = 0x2400;

    private static final int REPLACEMENT = 0xFFFD;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HH:mm:ss");

    /// About how many bytes are handed over at a time.
    private static final int PIECE = 32 * 1024;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private final Pieces pieces;

    private AnswerWriter(Pieces pieces) {
        this.pieces = pieces;
        raw("<?xml version=\"1.0\"?>\n<methodResponse>\n");
    }

    /// Takes an answer piece by piece, so that no more than a piece of it has to be kept.
    @FunctionalInterface
    interface Pieces {

        /// @return false when no more is wanted
        boolean take(byte[] piece) throws InterruptedException;
    }

    /// Writes the answer of a method that ended well.
    ///
    /// @return false when it was not taken as a whole
    static boolean result(Value value, Pieces pieces) throws InterruptedException {
        AnswerWriter writer = new AnswerWriter(pieces);
        writer.raw("<params><param>");
        if (!writer.value(value)) {
            return false;
        }
        writer.raw("</param></params>\n</methodResponse>\n");
        return pieces.take(writer.out.toByteArray());
    }

    /// The answer of a method that did not.
    static byte[] fault(Fault fault) throws InterruptedException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        AnswerWriter writer = new AnswerWriter(piece -> {
            whole.writeBytes(piece);
            return true;
        });
        writer.raw("<fault>");
        writer.value(fault.asValue());
        writer.raw("</fault>\n</methodResponse>\n");
        whole.writeBytes(writer.out.toByteArray());
        return whole.toByteArray();
    }

    private boolean handOver() throws InterruptedException {
        if (out.size() < PIECE) {
            return true;
        }
        byte[] piece = out.toByteArray();
        out.reset();
        return pieces.take(piece);
    }

    /// @return false when no more is wanted
    private boolean value(Value value) throws InterruptedException {
        raw("<value>");
        boolean wanted = true;
        switch (value) {
            case Value.Int(long number) -> element((int) number == number ? "int" : "i8", Long.toString(number));
            case Value.Bool(boolean truth) -> element("boolean", truth ? "1" : "0");
            case Value.Text(String text) -> {
                raw("<string>");
                text(text);
                raw("</string>");
            }
            case Value.Real(double number) -> element("double", Double.toString(number));
            case Value.Bytes(byte[] bytes) ->
                element("base64", Base64.getEncoder().encodeToString(bytes));
            case Value.Time(var time) -> element("dateTime.iso8601", TIME.format(time));
            case Value.Nil _ -> raw("<nil/>");
            case Value.Items(var items) -> {
                raw("<array><data>");
                for (int i = 0; wanted && i < items.size(); i++) {
                    wanted = value(items.get(i)) && handOver();
                }
                raw("</data></array>");
            }
            case Value.Members(var members) -> wanted = struct(members);
        }
        raw("</value>\n");
        return wanted;
    }

    private boolean struct(Map<String, Value> members) throws InterruptedException {
        boolean wanted = true;
        raw("<struct>\n");
        for (Map.Entry<String, Value> member : members.entrySet()) {
            raw("<member><name>");
            text(member.getKey());
            raw("</name>");
            wanted &= value(member.getValue());
            raw("</member>\n");
        }
        raw("</struct>");
        return wanted;
    }

    private void element(String type, String text) {
        raw("<" + type + ">" + text + "</" + type + ">");
    }

    private void raw(String markup) {
        out.writeBytes(markup.getBytes(StandardCharsets.UTF_8));
    }

    private void text(String text) {
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            switch (character) {
                case '&' -> raw("&amp;");
                case '<' -> raw("&lt;");
                // ]]> must not stand in text
                case '>' -> raw("&gt;");
                case '\r' -> raw("&#13;");
                default -> utf8(carried(character));
            }
        }
    }

    /// What stands for a character that XML cannot carry; else the character itself.
    private static int carried(int character) {
        if (character < ' ') {
            return character == '\t' || character == '\n' ? character : CONTROL_PICTURES + character;
        }
        boolean carries = character < Character.MIN_SURROGATE
                || (character > Character.MAX_SURROGATE && character < 0xFFFE)
                || character > Character.MAX_VALUE;
        return carries ? character : REPLACEMENT;
    }

    private void utf8(int character) {
        if (character < 0x80) {
            out.write(character);
        } else if (character < 0x800) {
            out.write(0xC0 | character >> 6);
            tail(character);
        } else if (character < 0x10000) {
            out.write(0xE0 | character >> 12);
            tail(character >> 6);
            tail(character);
        } else {
            out.write(0xF0 | character >> 18);
            tail(character >> 12);
            tail(character >> 6);
            tail(character);
        }
    }

    private void tail(int bits) {
        out.write(0x80 | bits & 0x3F);
    }
}
