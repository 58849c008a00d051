/// Terminals of programs: who looks at them, and who types.
///
/// One thread per terminal reads what the program writes, has it logged, keeps a model of the screen
/// ([org.taskmaster.screen.Screen]), and hands it to all viewers. May use: `model`, `control`, `host`, `daemon`,
/// `screen`. Start reading at [org.taskmaster.attach.Sessions].
@NullMarked
package org.taskmaster.attach;

import org.jspecify.annotations.NullMarked;
