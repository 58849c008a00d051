package org.taskmaster.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.client.Endpoint;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.config.ConfigSearch;
import org.taskmaster.config.DefaultState;
import org.taskmaster.config.SocketLookup;
import org.taskmaster.config.SocketLookup.Result.Found;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.Problem;

/// Where the supervisor is that is meant.
///
/// @param configuration the file that told, if one did
/// @param detachKeys what leaves the terminal of a process there
/// @param elsewhere where a supervisor of this configuration may be, too, in words for people; empty when it
///     can be nowhere else
record Whereabouts(Endpoint endpoint, Optional<Path> configuration, DetachKeys detachKeys, Optional<String> elsewhere) {

    /// Finds it as the options say.
    ///
    /// @throws Refused when they lead nowhere
    static Whereabouts find(CtlOptions options, Surroundings surroundings) {
        if (options.url().isPresent()) {
            return new Whereabouts(
                    new ServerUrl(options, surroundings).endpoint(options.url().get()),
                    Optional.empty(),
                    DetachKeys.USUAL,
                    Optional.empty());
        }
        Path file = options.file()
                .map(Whereabouts::path)
                .or(() -> ConfigSearch.find(surroundings.root()))
                .orElseThrow(() -> notFound(surroundings));
        return surroundings.root() ? ofRoot(file, surroundings) : ofUser(file, surroundings);
    }

    /// For a command that asks nobody.
    static Endpoint nowhere() {
        return new Endpoint.Unix(Path.of("/dev/null"));
    }

    /// A path as somebody typed it.
    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Refused(ExitCode.USAGE, "cannot read " + text + " as a file name: " + e.getReason());
        }
    }

    /// Whose home another supervisor may be in cannot be guessed.
    private static Whereabouts ofRoot(Path file, Surroundings surroundings) {
        Path state = DefaultState.ofRoot(file);
        Found found = supervisor(file, surroundings, state);
        return at(
                found,
                file,
                found.socket().startsWith(state)
                        ? Optional.of(
                                "one that another user has started on it is found with -s unix:///PATH, the path of its"
                                        + " socket")
                        : Optional.empty());
    }

    /// Somebody's own supervisor comes before the one that root has started. Who has no place for an own
    /// one can only mean root's.
    private static Whereabouts ofUser(Path file, Surroundings surroundings) {
        Path stateOfRoot = DefaultState.ofRoot(file);
        Path state = DefaultState.ofUser(file, surroundings.environment(), surroundings.home())
                .orElse(stateOfRoot);
        Found own = supervisor(file, surroundings, state);
        if (Files.exists(own.socket())) {
            return at(own, file, Optional.empty());
        }
        Found ofRoot = supervisor(file, surroundings, stateOfRoot);
        return switch (sight(ofRoot.socket())) {
            case THERE -> at(ofRoot, file, Optional.empty());
            case NOT_THERE -> at(own, file, Optional.empty());
            case HIDDEN ->
                at(
                        own,
                        file,
                        Optional.of("whether root's supervisor runs on it cannot be told: you may not look into "
                                + ofRoot.socket().getParent() + "; ask as root"));
        };
    }

    private static Whereabouts at(Found found, Path file, Optional<String> elsewhere) {
        return new Whereabouts(new Endpoint.Unix(found.socket()), Optional.of(file), found.detachKeys(), elsewhere);
    }

    private static Found supervisor(Path file, Surroundings surroundings, Path defaultStatedir) {
        return SocketLookup.find(file, surroundings.environment(), defaultStatedir)
                .orElseThrow(Whereabouts::silent);
    }

    private static Refused silent(List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        lines.add("the configuration does not tell where its supervisor listens:");
        problems.forEach(problem -> lines.add("  " + problem.text()));
        lines.add("name another file with -c, or the supervisor itself with -s unix:///PATH");
        return new Refused(ExitCode.USAGE, lines);
    }

    /// What can be seen of a file.
    private enum Sight {
        THERE,
        NOT_THERE,
        /// It is in a directory that we may not enter.
        HIDDEN
    }

    private static Sight sight(Path socket) {
        try {
            Files.getAttribute(socket, "unix:ino");
            return Sight.THERE;
        } catch (AccessDeniedException _) {
            return Sight.HIDDEN;
        } catch (IOException _) {
            return Sight.NOT_THERE;
        }
    }

    private static Refused notFound(Surroundings surroundings) {
        List<String> lines = new ArrayList<>();
        lines.add("no configuration file was named and none was found. Looked for:");
        ConfigSearch.places(surroundings.root()).forEach(place -> lines.add("  " + place.toAbsolutePath()));
        lines.add("name it with -c FILE, or the supervisor itself with -s URL");
        return new Refused(ExitCode.USAGE, lines);
    }
}
