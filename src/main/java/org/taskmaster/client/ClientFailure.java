package org.taskmaster.client;

import org.taskmaster.control.ControlFailure;

/// Why the supervisor could not be asked, or did not answer.
public final class ClientFailure extends ControlFailure {

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String cause;
    private final String remedy;

    /// What went wrong, for programs to decide by.
    public enum Kind {
        /// There is no socket: no supervisor runs there.
        NO_SOCKET,
        /// We may not open the socket.
        NO_PERMISSION,
        /// There is a socket and no process behind it: the supervisor ended without removing it.
        STALE_SOCKET,
        /// No supervisor can be reached at the address.
        REFUSED,
        /// We are no user that the supervisor knows (401).
        UNAUTHORIZED,
        /// The supervisor knows us and does not allow it (403).
        FORBIDDEN,
        /// What answers is no Taskmaster, or one of another version.
        NOT_TASKMASTER,
        /// The supervisor does not do it, and says why.
        DECLINED,
        /// The supervisor has too much to do, and has done nothing of what was asked.
        BUSY,
        /// The supervisor is ending.
        SHUTTING_DOWN,
        /// The connection ended before the answer was through.
        LOST,
        /// There was no answer in time.
        TIMED_OUT
    }

    /// @param cause what cannot be done, and why
    /// @param remedy what to do
    ClientFailure(Kind kind, String cause, String remedy) {
        super(remedy.isEmpty() ? cause : cause + "; " + remedy);
        this.kind = kind;
        this.cause = cause;
        this.remedy = remedy;
    }

    /// What went wrong, for programs to decide by.
    public Kind kind() {
        return kind;
    }

    /// What cannot be done and why, for people.
    public String what() {
        return cause;
    }

    /// What to do, for people; may be empty.
    public String remedy() {
        return remedy;
    }
}
