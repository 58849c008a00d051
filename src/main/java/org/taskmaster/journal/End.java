package org.taskmaster.journal;

/// How a supervisor ends, as far as its journal tells. In the file, the number of the constant.
public enum End {
    /// It runs, or was killed.
    NONE,
    /// It stops everything, as somebody has asked for its end.
    STOPPING,
    /// It leaves what runs to the next one that somebody starts.
    HANDED_OVER,
    /// It leaves what runs to another build that its process becomes, or else to whoever its guardian starts.
    UPGRADING
}
