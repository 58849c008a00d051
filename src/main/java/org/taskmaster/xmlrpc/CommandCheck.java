package org.taskmaster.xmlrpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.model.Launch;
import org.taskmaster.model.SearchPath;
import org.taskmaster.model.SearchPath.Found;
import org.taskmaster.model.Shown;

/// Looks whether the file that a command names could be run, so that a start that must fail is not tried.
///
/// Only the two things that clients tell apart are looked at; whatever else stands in the way is reported when
/// it is tried. Where a program has a PATH of its own, which is not shown here, nothing is looked up.
final class CommandCheck {

    private static final Set<PosixFilePermission> ANY_EXECUTE = EnumSet.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private final Optional<String> ownPath;

    /// @param ownPath the PATH that programs inherit
    CommandCheck(Optional<String> ownPath) {
        this.ownPath = ownPath;
    }

    /// Why a start must fail; empty when nothing is known against it.
    Optional<Verdict> objection(Launch launch) {
        String command = launch.command().getFirst();
        try {
            if (isUnknown(command, launch)) {
                return Optional.empty();
            }
            Optional<Path> file = find(command, launch);
            if (file.isEmpty()) {
                return Optional.of(Verdict.about(FaultCode.NO_FILE, "can't find command " + quoted(command)));
            }
            return notExecutable(file.get());
        } catch (InvalidPathException | IOException _) {
            return Optional.empty();
        }
    }

    /// Whether where the command is depends on a value of the environment, which is not known here.
    private static boolean isUnknown(String command, Launch launch) {
        return command.contains(Shown.VARIABLE)
                || launch.workingdir().toString().contains(Shown.VARIABLE)
                || (command.indexOf('/') < 0
                        && ConfiguredProcess.HIDDEN.equals(launch.environment().get("PATH")));
    }

    private Optional<Path> find(String command, Launch launch) {
        if (command.indexOf('/') >= 0) {
            return Optional.of(from(launch, command)).filter(Files::exists);
        }
        String path = Optional.ofNullable(launch.environment().get("PATH"))
                .or(() -> ownPath)
                .orElse(SearchPath.DEFAULT);
        return switch (SearchPath.find(command, path, new SeenBy(launch))) {
            case Found.Usable(String file) -> Optional.of(from(launch, file));
            case Found.Unusable(String file) -> Optional.of(from(launch, file));
            case Found.Nowhere _ -> Optional.empty();
        };
    }

    private record SeenBy(Launch launch) implements SearchPath.Files {

        @Override
        public boolean isRegular(String path) {
            return Files.isRegularFile(from(launch, path));
        }

        @Override
        public boolean isExecutable(String path) {
            return Files.isExecutable(from(launch, path));
        }
    }

    private static Path from(Launch launch, String path) {
        return launch.workingdir().orElse(Path.of("")).resolve(path);
    }

    private static Optional<Verdict> notExecutable(Path file) throws IOException {
        String name = quoted(file.toString());
        if (Files.isDirectory(file)) {
            return objection("command at " + name + " is a directory");
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(file));
        permissions.retainAll(ANY_EXECUTE);
        if (permissions.isEmpty()) {
            return objection("command at " + name + " is not executable");
        }
        return Files.isExecutable(file) ? Optional.empty() : objection("no permission to run command " + name);
    }

    private static Optional<Verdict> objection(String words) {
        return Optional.of(Verdict.about(FaultCode.NOT_EXECUTABLE, words));
    }

    private static String quoted(String text) {
        return text.indexOf('\'') >= 0 ? "\"" + text + "\"" : "'" + text + "'";
    }
}
