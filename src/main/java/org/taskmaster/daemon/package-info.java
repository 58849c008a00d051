/// The event loop: takes inputs, asks `core`, performs effects, publishes what came of it.
///
/// May use: `model`, `core`, `journal`, `plan`, `config`, `host`, `rotation`, `logs`, `events`, `control`. One thread
/// owns everything here but [org.taskmaster.daemon.DaemonControl], which any thread may call and which posts
/// to the loop's mailbox. Start reading at [org.taskmaster.daemon.EventLoop].
@NullMarked
package org.taskmaster.daemon;

import org.jspecify.annotations.NullMarked;
