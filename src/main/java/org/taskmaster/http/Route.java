package org.taskmaster.http;

/// The resource that answers everything under a path; of several that would, the one with the longest
/// prefix does.
///
/// @param prefix begins with a slash; covers the path itself and all below it, or, ending with a slash,
///     all below it
public record Route(String prefix, Resource resource) {

    public Route {
        if (!prefix.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: " + prefix);
        }
    }

    /// Whether `path` is one of its own.
    boolean covers(String path) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length() || prefix.endsWith("/") || path.charAt(prefix.length()) == '/');
    }
}
