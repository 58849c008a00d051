package org.taskmaster.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ShellWord;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.Stream;

/// Which of a process's two outputs can be read, and what to say of those that cannot.
final class KeptStreams {

    private KeptStreams() {}

    static boolean kept(ProcessStatus process, Stream stream) {
        return process.output(stream).file().isPresent();
    }

    /// Makes text of what a process writes to a terminal; empty when it has none, and what it writes is shown as
    /// it is.
    static Optional<PlainText> plain(ProcessName process, Control control) {
        return control.inForce(process)
                .map(ConfiguredProcess::config)
                .filter(config -> config.launch().stdin() == Stdin.TERMINAL)
                .map(_ -> new PlainText());
    }

    /// Whether both streams end up in one file.
    static boolean together(ProcessStatus process) {
        Optional<Path> out = process.stdout().file();
        return out.isPresent() && out.equals(process.stderr().file());
    }

    /// The streams of `wanted` that are files of their own.
    static List<Stream> distinct(ProcessStatus process, List<Stream> wanted) {
        List<Stream> distinct = new ArrayList<>(wanted);
        if (wanted.size() > 1 && together(process)) {
            distinct.remove(Stream.STDERR);
        }
        return distinct;
    }

    /// Why there is nothing to show of a stream that no file keeps, and what to do.
    static Optional<String> discarded(ProcessStatus process, Stream stream, Control control) {
        if (kept(process, stream)) {
            return Optional.empty();
        }
        String key = stream.word();
        String speaking = control.inForce(process.name())
                .map(configured -> configured.keyOf(stream))
                .orElse(key);
        String nothing = switch (process.output(stream)) {
            case Output.Discard _ -> "its " + key + " is not kept";
            case Output.ToFile _, Output.Captured _ -> "its " + key + " is kept in no file";
        };
        String all = speaking.equals(key) ? "" : ": with tty: true, all that it writes is its " + speaking;
        return Optional.of(nothing + all + "; write " + speaking + ": /path/to/a/file for " + process.program() + " in "
                + control.info().configFile() + " and reload");
    }

    /// As above; and that the other stream is kept, if it is.
    static Optional<String> discardedOr(ProcessStatus process, Stream stream, Control control) {
        Stream other = stream.other();
        String hint = kept(process, other)
                ? ". Its " + other.word() + " is kept: tail " + ShellWord.of(process.name()) + " " + other.word()
                : "";
        return discarded(process, stream, control).map(why -> why + hint);
    }
}
