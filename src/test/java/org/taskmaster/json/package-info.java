@NullMarked
package org.taskmaster.json;

import org.jspecify.annotations.NullMarked;
