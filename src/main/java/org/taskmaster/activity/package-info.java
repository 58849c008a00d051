/// The activity log: every event, a line each, in a local file.
///
/// May use: `model`, `core`, `events`, `host`, `rotation`. Start reading at [org.taskmaster.activity.ActivityLog].
@NullMarked
package org.taskmaster.activity;

import org.jspecify.annotations.NullMarked;
