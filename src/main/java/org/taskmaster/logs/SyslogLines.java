package org.taskmaster.logs;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.taskmaster.model.Stream;
import org.taskmaster.model.SyslogTarget;

/// Makes messages of [RFC 5424](https://www.rfc-editor.org/rfc/rfc5424) of the lines of a program:
/// `<30>1 2026-11-25T09:41:00.123+01:00 host web - stdout - the line`.
///
/// The severity is `info` for the standard output and `warning` for the standard error: more than
/// information, and not certain to be an error. The MSGID is the stream. PROCID and structured data
/// are `-`. The message has no byte order mark, which is only for messages that are certain to be
/// UTF-8. Control characters other than the tab, and bytes that are no UTF-8, are written as
/// `\x1b`. Empty lines are not sent.
///
/// A message has 8 KiB at most, which every receiver takes; a longer line becomes several, cut
/// between characters. An instance belongs to one thread at a time.
public final class SyslogLines implements LineTarget {

    /// How long a message may be, in bytes.
    static final int LONGEST_MESSAGE = 8 * 1024;

    private static final int INFORMATIONAL = 6;
    private static final int WARNING = 4;
    private static final int LONGEST_HOSTNAME = 255;
    private static final int LONGEST_APP_NAME = 48;
    /// How many bytes a byte becomes that is escaped.
    private static final int ESCAPED = 4;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final SyslogSender sender;
    private final LineTime time;
    private final byte[] stdout;
    private final byte[] stderr;
    private final byte[] message = new byte[LONGEST_MESSAGE];

    /// @param program the APP-NAME, unless `target` has a tag
    /// @param hostname the name of this machine; empty when it is not known
    public SyslogLines(
            SyslogTarget target,
            String program,
            Optional<String> hostname,
            InstantSource clock,
            ZoneId zone,
            SyslogSender sender) {
        this.sender = sender;
        this.time = new LineTime(clock, zone);
        String host = name(hostname.orElse(""), LONGEST_HOSTNAME);
        String app = name(target.tag().orElse(program), LONGEST_APP_NAME);
        this.stdout = head(target.facility(), INFORMATIONAL, host, app, Stream.STDOUT);
        this.stderr = head(target.facility(), WARNING, host, app, Stream.STDERR);
    }

    @Override
    public void take(String process, Stream stream, byte[] buffer, int start, int end) {
        byte[] head = switch (stream) {
            case STDOUT -> stdout;
            case STDERR -> stderr;
        };
        int next = start;
        while (next < end) {
            System.arraycopy(head, 0, message, 0, head.length);
            time.put(message, timeAt(head));
            next = message(buffer, next, end, head.length);
        }
    }

    /// Fills a message and sends it.
    ///
    /// @return what could not be put into it begins there
    private int message(byte[] buffer, int start, int end, int at) {
        int next = start;
        int to = at;
        while (next < end && to <= LONGEST_MESSAGE - ESCAPED) {
            byte one = buffer[next];
            int length = one < 0 ? Utf8.length(buffer, next, end) : 1;
            if (length == 1 ? one >= ' ' && one != 0x7F || one == '\t' : length > 1) {
                System.arraycopy(buffer, next, message, to, length);
                to += length;
                next += length;
            } else {
                message[to] = '\\';
                message[to + 1] = 'x';
                message[to + 2] = HEX[one >> 4 & 0xF];
                message[to + 3] = HEX[one & 0xF];
                to += ESCAPED;
                next++;
            }
        }
        sender.send(message, to);
        return next;
    }

    private static byte[] head(int facility, int severity, String host, String app, Stream stream) {
        String priority = "<" + (8 * facility + severity) + ">1 ";
        return (priority + " ".repeat(LineTime.LENGTH) + " " + host + " " + app + " - " + stream.word() + " - ")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// After the priority, the version and a space.
    private static int timeAt(byte[] head) {
        int at = 0;
        while (head[at] != ' ') {
            at++;
        }
        return at + 1;
    }

    /// A name may have visible characters of ASCII only.
    private static String name(String text, int longest) {
        String visible = text.replaceAll("[^!-~]", "_");
        return visible.isEmpty() ? "-" : visible.substring(0, Math.min(longest, visible.length()));
    }
}
