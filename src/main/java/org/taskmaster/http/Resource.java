package org.taskmaster.http;

/// Something that answers requests under some path.
@FunctionalInterface
public interface Resource {

    /// Answers `request`. Called on a virtual thread of the request's own, which may block as long as the
    /// answer takes; when the client goes away meanwhile, the thread is interrupted. The order that was
    /// given stands. Whatever else it throws becomes a 500 without any detail, and a line in the
    /// activity log.
    Response answer(Request request) throws InterruptedException;
}
