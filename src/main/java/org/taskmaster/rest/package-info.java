/// The JSON API under /v1: one table of operations, from which requests are dispatched and the OpenAPI
/// document is made, and the stream of events.
///
/// May use: `model`, `core`, `control`, `events`, `http`, `json`. Start reading at
/// [org.taskmaster.rest.ApiResource], then the tables: [org.taskmaster.rest.ProcessOperations].
@NullMarked
package org.taskmaster.rest;

import org.jspecify.annotations.NullMarked;
