/// The JSON form of what [org.taskmaster.control.Control] takes and answers, in both directions: each
/// type is described once, and written, read and documented from that description.
///
/// May use: `model`, `core`, `control`, `events`. Start reading at [org.taskmaster.wire.Form].
@NullMarked
package org.taskmaster.wire;

import org.jspecify.annotations.NullMarked;
