package org.taskmaster.model;

import java.util.Optional;

/// What the supervisor does with a stream of output that goes through it.
///
/// @param file where it is kept; empty: in no file
/// @param format how its lines are written to the file
/// @param stripAnsi whether colours and other control sequences of terminals are taken out
/// @param console whether its lines are also written to the supervisor's own standard output, each with
///     the name of the process before it
/// @param syslog where its lines are also sent; empty: nowhere
/// @param onError what happens while the file cannot be written
public record Capture(
        Optional<KeptFile> file,
        LineFormat format,
        boolean stripAnsi,
        boolean console,
        Optional<SyslogTarget> syslog,
        OnLogError onError) {

    /// How lines are written to a file.
    public enum LineFormat {
        /// Byte by byte as the process wrote them.
        RAW,
        /// The time and the name of the process before each line.
        PREFIX,
        /// Each line as a JSON object.
        JSON
    }

    /// What happens to output while its file cannot be written. Output waits in the channel first, which
    /// has room for a pipe's worth (64 KiB).
    public enum OnLogError {
        /// When the channel is full the oldest is dropped and counted, and the process goes on.
        DROP,
        /// The process waits when the channel is full, until the file can be written again.
        BLOCK
    }

    /// Whether what is written to the file is what the process wrote, byte by byte.
    public boolean isVerbatim() {
        return format == LineFormat.RAW && !stripAnsi;
    }

    /// Whether anything is done with single lines, beside the file.
    public boolean hasOtherTargets() {
        return console || syslog.isPresent();
    }
}
