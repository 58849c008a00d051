@NullMarked
package org.taskmaster.rest;

import org.jspecify.annotations.NullMarked;
