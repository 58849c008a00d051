/// Tests of the commands, and a [org.taskmaster.commands.FakeControl] to ask.
@NullMarked
package org.taskmaster.commands;

import org.jspecify.annotations.NullMarked;
