/// The server: listeners, who may come in, and the way of a request to the [org.taskmaster.http.Resource]
/// that answers it.
///
/// ```
///   Acceptor ─▶ Admission ─▶ Connection ─▶ Exchange ─▶ Resource
///                  │ Authenticator: who is it?
///                  │ Quota: is there room?
///   (on the one thread of the event loop, but Exchange: a virtual thread for each request)
/// ```
///
/// May use: `model`, `control`, and Netty, which is used nowhere else. Who may come in is found by
/// `UnixAuthenticator` and `TcpAuthenticator`. Start reading at [org.taskmaster.http.Resource], then at
/// [org.taskmaster.http.Connection].
@NullMarked
package org.taskmaster.http;

import org.jspecify.annotations.NullMarked;
