package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The files of channels: the named pipe of each, and what is kept beside it.
///
/// A process that is renamed takes them with it, so that what it still has open is found by its new name, also
/// by a supervisor that begins after a crash in the middle of that, or after the configuration was changed
/// while none was there.
final class ChannelFiles {

    private final Path directory;

    ChannelFiles(Path directory) {
        this.directory = directory;
    }

    /// Removes the named pipe.
    void deletePipe(ChannelName name) throws IOException {
        Files.deleteIfExists(name.pipeIn(directory));
    }

    /// Removes what is beside it.
    void deleteRest(ChannelName name) throws IOException {
        for (Path file : SpoolFiles.names(name.pipeIn(directory))) {
            Files.deleteIfExists(file);
        }
    }

    /// Gives the named pipe another name. One that is gone is made anew when it is needed.
    void movePipe(ChannelName from, ChannelName to) throws IOException {
        move(from.pipeIn(directory), to.pipeIn(directory));
    }

    /// As above, with what is beside the pipe.
    void moveRest(ChannelName from, ChannelName to) throws IOException {
        List<Path> before = all(from);
        List<Path> after = all(to);
        for (int i = 1; i < before.size(); i++) {
            move(before.get(i), after.get(i));
        }
    }

    /// Takes over what the same process left under its other name, `web` or `web:0`, unless that is another's.
    void adopt(ChannelName name, Predicate<ChannelName> taken) throws IOException {
        Optional<ChannelName> other = name.otherwise().filter(alias -> !taken.test(alias));
        if (other.isEmpty() || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> before = all(other.get());
        List<Path> after = all(name);
        for (int i = 0; i < before.size(); i++) {
            if (Files.notExists(after.get(i), LinkOption.NOFOLLOW_LINKS)) {
                move(before.get(i), after.get(i));
            }
        }
    }

    private List<Path> all(ChannelName name) {
        Path pipe = name.pipeIn(directory);
        List<Path> all = new ArrayList<>(List.of(pipe));
        all.addAll(SpoolFiles.names(pipe));
        return all;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // there is nothing to take along
        }
    }
}
