/// What the next supervisor has to know, kept while this one runs: it may be killed at any moment.
///
/// ```
///   Supervisor ── a state is stored ──▶ Journal.keep ──▶ one write of one cell
///                                                            │   JournalFile: header, a cell for each process
///   the next supervisor: JournalFile.open ──▶ Entry … ──▶ plan.AdoptionPlan ──▶ daemon.Adoption
/// ```
///
/// A supervisor that is killed leaves all it has written to the kernel, which loses nothing of it unless the machine
/// goes down, and then there is nothing to take over: so nothing is synchronized with the disk. But what a person has
/// disabled outlives the machine, and is ([org.taskmaster.journal.DisabledFile]).
///
/// May use: `model`, `core`. Start reading at [org.taskmaster.journal.Journal].
@NullMarked
package org.taskmaster.journal;

import org.jspecify.annotations.NullMarked;
