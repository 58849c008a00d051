/// Turns a difference into ordered steps: what a reload has to do, and in which order things stop.
///
/// May use: `model`, `core`. Pure like `core`: everything here can be printed instead of done.
/// Start reading at [org.taskmaster.plan.ReloadPlan].
@NullMarked
package org.taskmaster.plan;

import org.jspecify.annotations.NullMarked;
