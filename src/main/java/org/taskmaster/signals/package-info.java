/// What a JVM makes of a signal that its user means for the program.
///
/// May use: nothing; it is the client's only way to the C library. Start reading at
/// [org.taskmaster.signals.QuitSignal].
@NullMarked
package org.taskmaster.signals;

import org.jspecify.annotations.NullMarked;
