/// Hostile input in bulk: a committed corpus, and mutations of it, against everything that reads bytes
/// from outside. `make fuzz MINUTES=10` does it for longer. Start reading at
/// [org.taskmaster.fuzz.Campaign].
@org.jspecify.annotations.NullMarked
package org.taskmaster.fuzz;
