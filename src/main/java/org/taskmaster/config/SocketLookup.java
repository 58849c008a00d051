package org.taskmaster.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.taskmaster.config.ExpandedTexts.PathTemplate;
import org.taskmaster.config.Node.Entry;
import org.taskmaster.config.Node.Mapping;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.Problem;
import org.taskmaster.model.Shown;

/// Finds where the supervisor of a configuration file listens, for a client that wants to connect, and
/// what else that client needs to know.
///
/// Only what decides that is read: a supervisor that is running can be reached while the rest of its
/// file is being edited. Nothing of the machine is asked, so that it is quick.
public final class SocketLookup {

    private SocketLookup() {}

    /// What was found.
    public sealed interface Result {

        /// Where it listens.
        ///
        /// @param unknown what is thrown when the file does not tell
        Found orElseThrow(Function<List<Problem>, RuntimeException> unknown);

        /// Where it listens, if it runs.
        ///
        /// @param detachKeys what leaves the terminal of a process; the usual ones when what is written
        ///     cannot be read
        record Found(Path socket, DetachKeys detachKeys) implements Result {

            @Override
            public Found orElseThrow(Function<List<Problem>, RuntimeException> unknown) {
                return this;
            }
        }

        /// The file does not say.
        record Unknown(List<Problem> problems) implements Result {
            public Unknown {
                problems = List.copyOf(problems);
            }

            @Override
            public Found orElseThrow(Function<List<Problem>, RuntimeException> unknown) {
                throw unknown.apply(problems);
            }
        }
    }

    /// Reads `file`.
    ///
    /// @param environment as of the supervisor: what `%(ENV_X)s` stands for
    /// @param defaultStatedir the state directory of a file that names none
    public static Result find(Path file, Map<String, String> environment, Path defaultStatedir) {
        Report reading = new Report(file);
        Optional<String> text = SourceText.read(file, Files::newInputStream, reading);
        if (text.isEmpty()) {
            return new Result.Unknown(reading.problems());
        }
        TreeReader.Tree tree = TreeReader.read(text.get(), reading);
        Merging merging = new Merging(reading);
        Optional<SequencedMap<String, Entry>> section =
                fields(tree.root(), merging).flatMap(top -> section(top, merging));
        if (section.isEmpty() && !reading.isEmpty()) {
            return new Result.Unknown(reading.problems());
        }
        Report report = new Report(file);
        Settings settings = new Settings(Keys.TASKMASTER, section.orElseGet(LinkedHashMap::new), report);
        Path directory = file.toAbsolutePath().getParent();
        Path here = directory == null ? Path.of("/") : directory;
        ExpandedTexts texts = new ExpandedTexts(settings, Expansions.ofSupervisor(environment, here), here);
        Optional<PathTemplate> statedir = texts.path(Keys.STATEDIR);
        Optional<PathTemplate> configured = texts.path(Keys.SOCKET);
        Shown.Builder shown = new Shown.Builder();
        Stream.of(statedir, configured).flatMap(Optional::stream).forEach(path -> path.hide(0, shown));
        Path socket = ServerReader.socket(
                settings,
                configured,
                statedir.isEmpty() ? defaultStatedir : statedir.get().pathFor(0),
                shown.build(""));
        if (!report.isEmpty()) {
            return new Result.Unknown(report.problems());
        }
        return new Result.Found(socket, SupervisorReader.detachKeys(settings));
    }

    private static Optional<SequencedMap<String, Entry>> fields(Optional<Node> node, Merging merging) {
        return node.isPresent() && node.get() instanceof Mapping mapping
                ? Optional.of(merging.fieldsOf(mapping, ""))
                : Optional.empty();
    }

    private static Optional<SequencedMap<String, Entry>> section(SequencedMap<String, Entry> top, Merging merging) {
        Entry section = top.get(Keys.TASKMASTER);
        return section == null ? Optional.empty() : fields(Optional.of(section.value()), merging);
    }
}
