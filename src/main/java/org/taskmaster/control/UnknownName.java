package org.taskmaster.control;

import java.util.Optional;

/// A word that fits no process.
///
/// @param suggestion the nearest name that does
public record UnknownName(String word, Optional<String> suggestion) {}
