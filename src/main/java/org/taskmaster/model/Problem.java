package org.taskmaster.model;

import java.nio.file.Path;

/// One thing that is wrong in a configuration file.
///
/// @param line counted from 1; 0 when the whole file is meant
/// @param column counted from 1; 0 when the whole line is meant
/// @param what what cannot be done and why, the user's words quoted: `programs.web.stoptime: cannot read "10
///     seconds" as a duration`
/// @param remedy what to write instead: `write 10, 10s, 1m30s or 250ms`
public record Problem(Path file, int line, int column, String what, String remedy) {

    /// The one line shown to people: `web.yaml:12:9: what; remedy`.
    public String text() {
        String place = line == 0 ? file.toString() : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
        return place + ": " + what + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
