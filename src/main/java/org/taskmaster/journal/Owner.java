package org.taskmaster.journal;

/// Whose a journal is, and where what it tells is true.
///
/// @param place names this boot of this machine, and where in it processes are numbered as here
/// @param uid the user of the supervisor
/// @param instance what begins the marks of its processes
public record Owner(String place, int uid, long instance) {}
