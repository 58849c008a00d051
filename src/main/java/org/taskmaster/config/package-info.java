@NullMarked
package org.taskmaster.config;

import org.jspecify.annotations.NullMarked;
