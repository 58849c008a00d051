/// The JSON API under /v1: one table of operations, from which requests are dispatched and the OpenAPI
/// document is made, and the stream of events.
///
/// May use: `model`, `core`, `control`, `events`, `http`, `wire`. Start reading at
/// [org.taskmaster.api.ApiResource], then the tables: [org.taskmaster.api.ProcessOperations].
@NullMarked
package org.taskmaster.api;

import org.jspecify.annotations.NullMarked;
