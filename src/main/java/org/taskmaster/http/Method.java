package org.taskmaster.http;

/// The methods that are understood; all others are refused before a resource is asked.
public enum Method {
    /// Looks, and never changes anything.
    GET,
    /// Acts.
    POST
}
