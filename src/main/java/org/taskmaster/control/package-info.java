/// The one door to the daemon: its interface, what can be asked, and the answers.
///
/// May use: `model`, `events`. Start reading at [org.taskmaster.control.Control].
@NullMarked
package org.taskmaster.control;

import org.jspecify.annotations.NullMarked;
