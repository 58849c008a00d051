package org.taskmaster.model;

/// What would keep a process from starting, as the machine is now.
///
/// @param part of how it is started
/// @param why in words, as a start that failed would say it
public record Obstacle(Part part, String why) {

    /// Which setting has to do with it.
    public enum Part {
        /// The program.
        COMMAND,
        /// Where it starts.
        WORKINGDIR,
        /// Where its standard output goes.
        STDOUT,
        /// Where its standard error goes.
        STDERR
    }
}
