package org.taskmaster.linux;

/// Why terminals do not outlive the supervisor, in words for people; turned into a value by [TerminalKeep].
final class NotKept extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    NotKept(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
