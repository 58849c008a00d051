package org.taskmaster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taskmaster.client.ClientFailure;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.json.Json;
import org.taskmaster.model.ShellWord;

/// What to say when the supervisor could not be asked, and the exit status that tells it.
///
/// @param daemon how `taskmasterd` is called here
record Failures(ControlFailure failure, String daemon) {

    /// As JSON.
    ///
    /// @param lines texts, in words for people
    static Json json(List<Json> lines, ExitCode exit) {
        return Json.object(
                Json.member("errors", new Json.Arr(lines)), Json.member("exit_status", Json.number(exit.number())));
    }

    ExitCode exit() {
        return failure instanceof ClientFailure client
                ? switch (client.kind()) {
                    case NO_SOCKET, STALE_SOCKET, REFUSED, NOT_TASKMASTER, LOST, TIMED_OUT, BUSY, SHUTTING_DOWN ->
                        ExitCode.UNREACHABLE;
                    case NO_PERMISSION, UNAUTHORIZED, FORBIDDEN -> ExitCode.NOT_ALLOWED;
                    case DECLINED -> ExitCode.FAILED;
                }
                : ExitCode.UNREACHABLE;
    }

    /// The cause, the remedy, and which configuration was followed.
    ///
    /// @param where whom was asked, if that was found out
    List<String> lines(Optional<Whereabouts> where) {
        Optional<List<String>> running = notRunning()
                ? where.flatMap(Unseen::lines).or(() -> where.flatMap(this::byGuardian))
                : Optional.empty();
        if (running.isPresent()) {
            return running.get();
        }
        List<String> lines = new ArrayList<>(List.of(String.valueOf(failure.getMessage())));
        where.flatMap(Whereabouts::configuration).ifPresent(file -> {
            if (notRunning()) {
                lines.add("the socket is that of the configuration "
                        + file.toAbsolutePath().normalize() + "; to start its supervisor: " + daemon + " -c "
                        + ShellWord.of(file));
            } else if (exit() == ExitCode.NOT_ALLOWED) {
                lines.add("the socket is that of the configuration "
                        + file.toAbsolutePath().normalize());
            }
        });
        if (notRunning()) {
            where.flatMap(Whereabouts::elsewhere).ifPresent(lines::add);
        }
        return lines;
    }

    /// When another one comes by itself.
    private Optional<List<String>> byGuardian(Whereabouts where) {
        boolean died = failure instanceof ClientFailure client && client.kind() == ClientFailure.Kind.STALE_SOCKET;
        return where.configuration().flatMap(file -> Guardian.ofThisMachine().lines(file, died));
    }

    private boolean notRunning() {
        return failure instanceof ClientFailure client
                && switch (client.kind()) {
                    case NO_SOCKET, STALE_SOCKET -> true;
                    case REFUSED,
                            NOT_TASKMASTER,
                            LOST,
                            TIMED_OUT,
                            BUSY,
                            SHUTTING_DOWN,
                            NO_PERMISSION,
                            UNAUTHORIZED,
                            FORBIDDEN,
                            DECLINED -> false;
                };
    }
}
