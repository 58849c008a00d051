package org.taskmaster.model;

/// One process as the configuration wants it, every expansion done.
///
/// @param name what people see and type: `web` for the only copy of a program, `web:0` for one of
///     several
public record ProcessConfig(ProcessKey key, String name, Launch launch, Policy policy) {

    /// What it is called among the copies of its program, as supervisord's clients write it behind the colon.
    public String nameWithin() {
        return nameWithin(key.program(), name);
    }

    /// What the process `name` is called among the copies of `program`: the only copy of `web` as well `web`, one of
    /// several by its number.
    public static String nameWithin(String program, String name) {
        return name.equals(program) ? name : name.substring(program.length() + 1);
    }
}
