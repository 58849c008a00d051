/// Plans: what is to be done with many processes, in which order, and what ends each step. A reload is one, and so
/// is every order.
///
/// May use: `model`, `core`, `journal`. Pure like `core`: everything here can be printed instead of done.
/// Start reading at [org.taskmaster.plan.Plan]; what a reload comes to is decided in
/// [org.taskmaster.plan.ReloadPlan], and only put into words by `Differences`.
@NullMarked
package org.taskmaster.plan;

import org.jspecify.annotations.NullMarked;
