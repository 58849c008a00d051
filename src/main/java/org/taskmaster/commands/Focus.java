package org.taskmaster.commands;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.taskmaster.control.Selector;

/// Which processes the command in the foreground is about, and from when to when: what happens to them
/// then is its outcome and needs not be told twice. The command's thread writes it, the one that shows
/// events reads it.
public final class Focus {

    private volatile @Nullable Span latest;

    private record Span(Selector selector, Instant from, Optional<Instant> until) {}

    /// An order on `selector` is given now.
    void begin(Selector selector) {
        latest = new Span(selector, Instant.now(), Optional.empty());
    }

    /// Its outcome was told.
    void end() {
        Span span = latest;
        if (span != null) {
            latest = new Span(span.selector(), span.from(), Optional.of(Instant.now()));
        }
    }

    /// Whether what happened to `process` at that time belongs to the outcome of an order.
    public boolean covers(String process, Instant at) {
        Span span = latest;
        if (span == null || at.isBefore(span.from())) {
            return false;
        }
        int colon = process.lastIndexOf(':');
        String program = colon < 0 ? process : process.substring(0, colon);
        return span.until().filter(at::isAfter).isEmpty() && span.selector().picks(program, process);
    }
}
