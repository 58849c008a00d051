package org.taskmaster.commands;

/// One line that is being done.
///
/// @param words what was typed behind the command
/// @param output where it may show something before its answer
/// @param interruption ends its waiting
record Turn(Arguments.Fit words, Output output, Interruption interruption) {}
