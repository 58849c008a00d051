package org.taskmaster.config;

/// A place in a configuration file.
///
/// @param line counted from 1; 0 when the whole file is meant
/// @param column counted from 1; 0 when the whole line is meant
record Position(int line, int column) {

    static final Position WHOLE_FILE = new Position(0, 0);
}
