package org.taskmaster.main;

import java.nio.file.Path;
import java.util.Optional;
import org.taskmaster.client.Endpoint;
import org.taskmaster.client.RemoteControl;
import org.taskmaster.control.ControlFailure;

/// What another supervisor that holds our state is doing.
enum RivalState {
    /// It supervises.
    RUNNING,
    /// It stops its programs, to end.
    ENDING,
    /// It cannot be asked: it is about to be gone, or has just begun.
    ANSWERS_NOBODY;

    /// Asks the one that listens at `socket`.
    static RivalState at(Path socket) {
        try (RemoteControl control = RemoteControl.open(new Endpoint.Unix(socket), Optional.empty())) {
            return switch (control.status().phase()) {
                case RUNNING, RESTARTING, UPGRADING -> RUNNING;
                case SHUTTING_DOWN -> ENDING;
            };
        } catch (ControlFailure _) {
            return ANSWERS_NOBODY;
        }
    }
}
