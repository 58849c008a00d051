/// The JSON form of what [org.taskmaster.control.Control] takes and answers, in both directions: each
/// type is described once, and written, read and documented from that description.
///
/// May use: `model`, `core`, `control`, `events`. Start reading at [org.taskmaster.json.Form].
@NullMarked
package org.taskmaster.json;

import org.jspecify.annotations.NullMarked;
