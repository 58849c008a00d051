/// `Main` and the wiring: the only place that connects packages and knows which operating system this
/// is.
///
/// May use: everything. Start reading at [org.taskmaster.main.Main].
@NullMarked
package org.taskmaster.main;

import org.jspecify.annotations.NullMarked;
