package org.taskmaster.model;

/// One process as the configuration wants it, every expansion done.
///
/// @param name what people see and type: `web` for the only copy of a program, `web:0` for one of
///     several
public record ProcessConfig(ProcessKey key, String name, Launch launch, Policy policy) {}
