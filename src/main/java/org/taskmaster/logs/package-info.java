/// Files of output: reading a part of one, emptying it, and a file that rotates itself.
///
/// May use: `model`, `host`. Start reading at [org.taskmaster.logs.LogFile].
@NullMarked
package org.taskmaster.logs;

import org.jspecify.annotations.NullMarked;
