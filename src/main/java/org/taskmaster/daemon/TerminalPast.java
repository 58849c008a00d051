package org.taskmaster.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.taskmaster.logs.Captures;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessName;
import org.taskmaster.rotation.LogFile;

/// What a process wrote to its terminal before it was taken over, by its log: for the thread that goes on with the
/// terminal, as a file system may hang.
final class TerminalPast implements Supplier<byte[]> {

    /// More than any screen has, with what scrolled away last.
    private static final int MOST = 64 * 1024;

    private static final byte[] NOTHING = {};

    private final Captures captures;
    private final ProcessName process;
    private final Optional<Path> log;

    TerminalPast(Captures captures, ProcessName process, Launch launch) {
        this.captures = captures;
        this.process = process;
        this.log = launch.stdout().file().filter(_ -> isVerbatim(launch.stdout()));
    }

    private static boolean isVerbatim(Output output) {
        return switch (output) {
            case Output.Discard _ -> false;
            case Output.ToFile _ -> true;
            case Output.Captured(Capture capture) -> capture.isVerbatim();
        };
    }

    /// The end of the log, from the beginning of a line on, as what comes before may be half of something; nothing
    /// where it has not each byte as it was.
    @Override
    public byte[] get() {
        return log.map(this::endOf).orElse(NOTHING);
    }

    private byte[] endOf(Path file) {
        captures.settle(process);
        try {
            LogFile.Slice slice = LogFile.read(captures.files(), file, -MOST, MOST);
            byte[] bytes = slice.bytes();
            int start = 0;
            while (slice.start() > 0 && start < bytes.length && bytes[start] != '\n') {
                start++;
            }
            return Arrays.copyOfRange(bytes, start, bytes.length);
        } catch (IOException _) {
            // The program draws its screen anew, and without a log that is all there is to see.
            return NOTHING;
        }
    }
}
