/// Log files and the older ones beside them: setting them aside, compressing them, and reading on from one to the
/// next.
///
/// May use: `model`, `host`. Start reading at [org.taskmaster.rotation.SetAside], or, for reading, at
/// [org.taskmaster.rotation.LogFile].
@NullMarked
package org.taskmaster.rotation;

import org.jspecify.annotations.NullMarked;
