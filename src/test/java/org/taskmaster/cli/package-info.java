@NullMarked
package org.taskmaster.cli;

import org.jspecify.annotations.NullMarked;
