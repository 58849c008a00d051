package org.taskmaster.cli;

import java.io.IOException;
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
record Whereabouts(Endpoint endpoint, Optional<Path> configuration, DetachKeys detachKeys) {

    /// Finds it as the options say.
    ///
    /// @throws Refused when they lead nowhere
    static Whereabouts find(CtlOptions options, Surroundings surroundings) {
        if (options.url().isPresent()) {
            return new Whereabouts(
                    new ServerUrl(options, surroundings).endpoint(options.url().get()),
                    Optional.empty(),
                    DetachKeys.USUAL);
        }
        Path file = options.file()
                .map(Whereabouts::path)
                .or(() -> ConfigSearch.find(surroundings.root()))
                .orElseThrow(() -> notFound(surroundings));
        Found found = supervisor(file, surroundings);
        return new Whereabouts(new Endpoint.Unix(found.socket()), Optional.of(file), found.detachKeys());
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

    /// Somebody's own supervisor comes before the one that root has started.
    private static Found supervisor(Path file, Surroundings surroundings) {
        if (surroundings.root()) {
            return supervisor(file, surroundings, DefaultState.ofRoot(file));
        }
        Found own = supervisor(
                file,
                surroundings,
                DefaultState.ofUser(file, surroundings.variable("XDG_STATE_HOME"), surroundings.home()));
        if (Files.exists(own.socket())) {
            return own;
        }
        Found ofRoot = supervisor(file, surroundings, DefaultState.ofRoot(file));
        return isThere(ofRoot.socket()) ? ofRoot : own;
    }

    private static Found supervisor(Path file, Surroundings surroundings, Path defaultStatedir) {
        SocketLookup.Result result = SocketLookup.find(file, surroundings.environment(), defaultStatedir);
        if (result instanceof Found found) {
            return found;
        }
        return switch (result) {
            case Found found -> found;
            case SocketLookup.Result.Unknown(List<Problem> problems) -> throw silent(problems);
        };
    }

    private static Refused silent(List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        lines.add("the configuration does not tell where its supervisor listens:");
        problems.forEach(problem -> lines.add("  " + problem.text()));
        lines.add("name another file with -c, or the supervisor itself with -s unix:///PATH");
        return new Refused(ExitCode.USAGE, lines);
    }

    /// A socket in a directory that we may not enter is there, for all that we can tell.
    private static boolean isThere(Path socket) {
        try {
            Files.getAttribute(socket, "unix:ino");
            return true;
        } catch (java.nio.file.NoSuchFileException _) {
            return false;
        } catch (IOException _) {
            return true;
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
