package org.taskmaster.model;

/// One process as the configuration wants it, every expansion done.
public record ProcessConfig(ProcessKey key, ProcessName name, Launch launch, Policy policy) {}
