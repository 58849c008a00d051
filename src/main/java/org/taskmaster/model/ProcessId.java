package org.taskmaster.model;

/// The identity of one run of one process: a pid alone may be used again by the kernel.
///
/// @param pid the kernel's number, which is also the number of its process group and of its session
/// @param incarnation counts the runs this supervisor started; no two runs share one
public record ProcessId(int pid, long incarnation) {}
