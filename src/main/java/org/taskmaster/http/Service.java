package org.taskmaster.http;

/// What all connections of a server have in common.
///
/// @param router says who answers what
/// @param peers what the operating system knows of those who connect
/// @param log told what the operator should know
/// @param connections those that are open
record Service(Router router, Peers peers, ServerLog log, Connections connections) {}
