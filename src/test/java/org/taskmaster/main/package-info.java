@NullMarked
package org.taskmaster.main;

import org.jspecify.annotations.NullMarked;
