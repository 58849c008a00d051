package org.taskmaster.logs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Stream;

/// One stream of one process, whichever run of it.
///
/// @param stream standard output also where both streams are one
record ChannelName(ProcessName process, Stream stream) {

    private static final int LONGEST = 200;

    /// Both streams of a process.
    static List<ChannelName> of(ProcessName process) {
        return List.of(new ChannelName(process, Stream.STDOUT), new ChannelName(process, Stream.STDERR));
    }

    /// The same stream under the other name of [ProcessName#otherwise].
    Optional<ChannelName> otherwise() {
        return process.otherwise().map(other -> new ChannelName(other, stream));
    }

    /// The named pipe, whose name no other channel has.
    Path pipeIn(Path directory) {
        return directory.resolve(encoded() + "." + stream.word());
    }

    /// What file names cannot hold, or not well, is written as `%2F`.
    private String encoded() {
        StringBuilder text = new StringBuilder();
        for (byte b : process.text().getBytes(StandardCharsets.UTF_8)) {
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
