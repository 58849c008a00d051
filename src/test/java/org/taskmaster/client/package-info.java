@NullMarked
package org.taskmaster.client;

import org.jspecify.annotations.NullMarked;
