package org.taskmaster.logs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.taskmaster.model.Stream;

/// One stream of one process, whichever run of it.
///
/// @param stream standard output also where both streams are one
record ChannelName(String process, Stream stream) {

    /// What is behind the name of the first of several processes.
    private static final String FIRST = ":0";

    private static final int LONGEST = 200;

    /// Both streams of a process.
    static List<ChannelName> of(String process) {
        return List.of(new ChannelName(process, Stream.STDOUT), new ChannelName(process, Stream.STDERR));
    }

    /// The program: `web:0` is a process of `web`.
    String program() {
        int colon = process.indexOf(':');
        return colon < 0 ? process : process.substring(0, colon);
    }

    /// The other name that this process has when its program has another number of processes: `web:0` for
    /// `web`, and the other way round; empty: it has none.
    Optional<ChannelName> otherwise() {
        int colon = process.indexOf(':');
        if (colon < 0) {
            return Optional.of(new ChannelName(process + FIRST, stream));
        }
        return process.endsWith(FIRST) ? Optional.of(new ChannelName(program(), stream)) : Optional.empty();
    }

    /// The named pipe, whose name no other channel has.
    Path pipeIn(Path directory) {
        return directory.resolve(encoded() + "." + stream.word());
    }

    /// What file names cannot hold, or not well, is written as `%2F`.
    private String encoded() {
        StringBuilder text = new StringBuilder();
        for (byte b : process.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._-:".indexOf(c) >= 0;
            if (plain && !(text.isEmpty() && c == '.')) {
                text.append(c);
            } else {
                text.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return text.length() <= LONGEST
                ? text.toString()
                : text.substring(0, LONGEST - 9) + "%" + Integer.toHexString(process.hashCode());
    }
}
