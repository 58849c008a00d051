/// Tests of `model`.
@NullMarked
package org.taskmaster.model;

import org.jspecify.annotations.NullMarked;
