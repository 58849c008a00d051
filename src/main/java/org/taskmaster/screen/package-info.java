/// A model of what is on a terminal: the bytes of a program go in, and what draws the same picture on another
/// terminal comes out.
///
/// [org.taskmaster.screen.Splitter] cuts the bytes into characters and control sequences,
/// [org.taskmaster.screen.ControlSequences] carries them out on a [org.taskmaster.screen.Canvas], and
/// [org.taskmaster.screen.Redraw] draws that anew. May use: `control`, and JLine's `ScreenTerminal`; nothing of
/// JLine is loaded before the first program with a terminal starts. Start reading at
/// [org.taskmaster.screen.Screen].
@NullMarked
package org.taskmaster.screen;

import org.jspecify.annotations.NullMarked;
