/// Names, sizes, signals, exit statuses, and the whole configuration as immutable records.
///
/// May use: the JDK's value classes only. Start reading at [org.taskmaster.model.Configuration].
@NullMarked
package org.taskmaster.model;

import org.jspecify.annotations.NullMarked;
