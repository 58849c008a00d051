/// The server: listeners, who may come in, and the way of a request to the [org.taskmaster.http.Resource]
/// that answers it.
///
/// ```
///   Acceptor ─▶ Admission ─▶ Connection ─▶ Exchange ─▶ Resource
///                  │ Authenticator: who is it? (a virtual thread for each request)
///                  │ Quota: is there room?
///   (all on the one thread of the event loop)
/// ```
///
/// May use: `model`, `control`, and Netty, which is used nowhere else. Start reading at
/// [org.taskmaster.http.Resource], then at [org.taskmaster.http.Connection].
@NullMarked
package org.taskmaster.http;

import org.jspecify.annotations.NullMarked;
