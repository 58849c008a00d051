package org.taskmaster.rest;

import java.util.Locale;

/// Why something is refused, for programs to decide by. These words are part of the interface.
enum ErrorCode {
    /// The request is not what the operation takes.
    MALFORMED(400, "Bad Request"),
    /// The caller may look, and not act.
    FORBIDDEN(403, "Forbidden"),
    /// There is no such path.
    NO_SUCH_RESOURCE(404, "Not Found"),
    /// No process and no program has the name.
    NO_SUCH_NAME(404, "Not Found"),
    /// The log cannot be read.
    LOG_UNAVAILABLE(404, "Not Found"),
    /// The path knows other methods.
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    /// The program is supervised already.
    ALREADY_ADDED(409, "Conflict"),
    /// Processes of the program are not at rest.
    STILL_RUNNING(409, "Conflict"),
    /// The process is not up.
    NOT_RUNNING(409, "Conflict"),
    /// The standard input of the process takes nothing.
    STDIN_CLOSED(409, "Conflict"),
    /// The process has no terminal.
    NO_TERMINAL(409, "Conflict"),
    /// The configuration file is bad.
    CONFIG_REJECTED(409, "Conflict"),
    /// Another reload took over.
    SUPERSEDED(409, "Conflict"),
    /// The next supervisor would not know what runs.
    CANNOT_HAND_OVER(409, "Conflict"),
    /// The other build cannot go on.
    CANNOT_UPGRADE(409, "Conflict"),
    /// The system does not let the log be emptied.
    LOG_NOT_CLEARED(409, "Conflict"),
    /// The body is not JSON.
    WRONG_MEDIA_TYPE(415, "Unsupported Media Type"),
    /// What was asked for is only to be had over a WebSocket.
    UPGRADE_REQUIRED(426, "Upgrade Required"),
    /// The supervisor goes on as another build, which can be asked in a moment.
    UPGRADING(503, "Service Unavailable"),
    /// The supervisor is ending.
    SHUTTING_DOWN(503, "Service Unavailable");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /// As it stands in an answer.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
