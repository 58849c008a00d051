package org.taskmaster.linux;

/// Why a process cannot be started, in words for people; turned into a value by [Spawner].
final class SpawnRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    SpawnRefused(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
