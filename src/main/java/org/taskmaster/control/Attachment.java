package org.taskmaster.control;

import java.util.Optional;
import java.util.function.Predicate;

/// A client's terminal, joined to the terminal of a process. One thread takes what comes, another may
/// type.
///
/// The first thing that comes redraws the present screen. A client that takes too slowly misses what was
/// written meanwhile, and finds the screen redrawn as it is then: the process is never kept waiting.
public interface Attachment extends AutoCloseable {

    /// What comes from the other side.
    sealed interface Coming {

        /// For the terminal, as it is. It may begin within a character or control sequence only where the
        /// last one ended.
        record Output(byte[] bytes) implements Coming {}

        /// The terminal of the process has another size now.
        record Resized(WindowSize size) implements Coming {}

        /// The process has ended, and everything it wrote has come.
        ///
        /// @param exit how, in words for people: `exit status 0; expected`
        record Ended(String exit) implements Coming {}

        /// The supervisor goes on as another build of itself: whoever joins the terminal anew goes on there.
        record Replaced() implements Coming {}

        /// The other side is gone, and why, in words for people.
        record Lost(String reason) implements Coming {}
    }

    /// Waits for what comes next.
    ///
    /// @return empty when this was closed, or after [Coming.Ended], [Coming.Replaced] or [Coming.Lost]
    Optional<Coming> take() throws InterruptedException;

    /// As [#take()], but output that comes while this waits may be given away at once, by the thread that
    /// brings it, and this goes on waiting: no thread has to wake up for it first.
    ///
    /// @param atOnce takes bytes without waiting for anything, or says false and leaves them to be taken
    default Optional<Coming> take(Predicate<byte[]> atOnce) throws InterruptedException {
        return take();
    }

    /// Types keys, which a read-only attachment leaves out. Returns at once unless more waits than the
    /// process reads.
    void type(byte[] keys);

    /// As [#type], but never waits; for callers that cannot.
    ///
    /// @return false when it might have had to wait: nothing was typed, and [#type] may do it
    default boolean typeAtOnce(byte[] keys) {
        return false;
    }

    /// The terminal here has another size; the terminal of the process follows the viewer who typed
    /// or resized last. A read-only attachment changes nothing.
    void resize(WindowSize size);

    /// Leaves; the process goes on.
    @Override
    void close();
}
