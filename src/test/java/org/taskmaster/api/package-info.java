@NullMarked
package org.taskmaster.api;

import org.jspecify.annotations.NullMarked;
