/// The list of things that happen, and the bus that carries them to all who want to know.
///
/// May use: `model`, `core`. Start reading at [org.taskmaster.events.Event].
@NullMarked
package org.taskmaster.events;

import org.jspecify.annotations.NullMarked;
