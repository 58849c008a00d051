/// Tests of the server, mostly through its sockets.
@NullMarked
package org.taskmaster.http;

import org.jspecify.annotations.NullMarked;
