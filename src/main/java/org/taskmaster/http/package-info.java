/// The server: listeners, who may come in, and the way of a request to the [org.taskmaster.http.Resource]
/// that answers it.
///
/// May use: `model`, `control`. Start reading at [org.taskmaster.http.Resource].
@NullMarked
package org.taskmaster.http;

import org.jspecify.annotations.NullMarked;
