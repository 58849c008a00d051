/// What the daemon needs from an operating system: one interface and its records.
///
/// May use: `model`. Start reading at [org.taskmaster.host.Host].
@NullMarked
package org.taskmaster.host;

import org.jspecify.annotations.NullMarked;
