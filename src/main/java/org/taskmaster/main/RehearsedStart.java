package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.taskmaster.config.LoadResult;
import org.taskmaster.daemon.DescriptorNeeds;
import org.taskmaster.journal.Entry;
import org.taskmaster.linux.Environment;
import org.taskmaster.linux.LinuxError;
import org.taskmaster.linux.LinuxHost;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.linux.SignalMask;
import org.taskmaster.linux.UserDatabase;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Problem;
import org.taskmaster.model.Reason;

/// A start that is only rehearsed, for a supervisor that wants to go on as this build: everything is read that a start
/// reads, nothing is changed, and the report says how this process was started, which is how to become it.
final class RehearsedStart {

    /// The first word of such a start, in front of those that a start has.
    static final String WORD = "--rehearse";

    private RehearsedStart() {}

    static boolean isAsked(String[] words) {
        return words.length > 0 && words[0].equals(WORD);
    }

    /// The words of the start itself.
    static String[] start(String[] words) {
        return Arrays.copyOfRange(words, 1, words.length);
    }

    /// @return the exit status
    static int run(CommandLine asked) {
        try {
            switch (asked) {
                case CommandLine.Run(Optional<Path> file, CommandLine.Face face)
                when file.isPresent() -> demand(file.get(), face);
                default -> throw new StartRefused(WORD + " is for a supervisor that is to be upgraded");
            }
            RehearsalReport.ofThisProcess().lines().forEach(System.out::println);
            System.out.flush();
            return 0;
        } catch (StartRefused refused) {
            refused.lines().forEach(line -> Console.complain(Build.program() + ": " + line));
        } catch (LinuxError | IOException failed) {
            Console.complain(Build.program() + ": " + failed.getMessage());
        }
        return Main.REFUSED;
    }

    private static void demand(Path file, CommandLine.Face face) throws IOException {
        if (!SignalMask.isAsLaunched()) {
            throw new StartRefused("signals do not arrive as they must");
        }
        Carried carried = Carried.ofThisProcess()
                .orElseThrow(() -> new StartRefused(WORD + " is for a supervisor that is to be upgraded"));
        Machine machine = Machine.goingOn(file, carried.root());
        Configuration configuration = switch (new ConfigurationFile(file).again(machine)) {
            case LoadResult.Loaded(Configuration loaded) -> loaded;
            case LoadResult.Rejected(List<Problem> problems) ->
                throw new StartRefused(problems.stream().map(Problem::text).toList());
        };
        List<String> moved = carried.moved(configuration.supervisor());
        if (!moved.isEmpty()) {
            throw new StartRefused(String.join(", ", moved) + (moved.size() == 1 ? " was" : " were") + " changed in "
                    + file + ", which takes a new start: shut the supervisor down with --keep-programs, and start it");
        }
        List<Entry> journal = journal(configuration);
        try (LinuxHost host = LinuxHost.open(Environment.ofThisProcess(), SignalIntake.NONE)) {
            host.shortFor(DescriptorNeeds.of(configuration))
                    .or(() -> host.shortForItself(journal.size()))
                    .ifPresent(lack -> {
                        throw new StartRefused(lack);
                    });
        }
        ThreadRoom.demand(configuration, face);
    }

    /// An entry may be damaged because it is written just now; it will be whole when the other supervisor has ended.
    private static List<Entry> journal(Configuration configuration) {
        Path statedir = configuration.supervisor().statedir();
        try {
            return JournalPlace.look(statedir, UserDatabase.currentUid())
                    .orElseThrow(() -> new IOException("it is not there"))
                    .former();
        } catch (IOException e) {
            throw new StartRefused("the journal " + JournalPlace.path(statedir)
                    + " cannot be read, so what runs would not be known: " + Reason.of(e));
        }
    }
}
