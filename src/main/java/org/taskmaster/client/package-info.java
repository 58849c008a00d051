/// The supervisor from afar: [org.taskmaster.control.Control] over a Unix socket or TCP, with a small
/// HTTP/1.1 client of its own, because the JDK's knows no Unix sockets and takes longer to load than a
/// one-shot command may take as a whole.
///
/// May use: `model`, `core`, `control`, `events`, `json`. Start reading at
/// [org.taskmaster.client.RemoteControl].
@NullMarked
package org.taskmaster.client;

import org.jspecify.annotations.NullMarked;
