/// Terminals of programs: what is on their screens, who looks at them, and who types.
///
/// One thread per terminal reads what the program writes, has it logged, keeps a model of the screen, and
/// hands it to everybody who looks. May use: `model`, `control`, `host`, `daemon`, and JLine's
/// `ScreenTerminal`; nothing of JLine is loaded before the first program with a terminal starts. Start
/// reading at [org.taskmaster.attach.Sessions], or, for what terminals understand, at
/// [org.taskmaster.attach.Screen].
@NullMarked
package org.taskmaster.attach;

import org.jspecify.annotations.NullMarked;
