/// The Host on Linux, through the foreign function API: all system calls are here.
///
/// May use: `model`, `host` and the JDK. Every system call goes through the one call shape of
/// [org.taskmaster.linux.Libc]; memory that the kernel reads or writes is a
/// [org.taskmaster.linux.Block]. Start reading at [org.taskmaster.linux.LinuxHost].
@NullMarked
package org.taskmaster.linux;

import org.jspecify.annotations.NullMarked;
