package org.taskmaster.model;

/// The identity of one run of one process: a pid alone may be used again by the kernel. A supervisor that
/// comes later, and never saw the process begin, finds both in `/proc/PID/stat`.
///
/// @param pid the kernel's number, which is also the number of its process group and of its session
/// @param started when the kernel made it, in clock ticks since boot; no two runs share both numbers
public record ProcessId(int pid, long started) {}
