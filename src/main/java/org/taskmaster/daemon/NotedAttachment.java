package org.taskmaster.daemon;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.WindowSize;

/// An attachment whose end is told.
final class NotedAttachment implements Attachment {

    private final Attachment attachment;
    private final Runnable left;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param left is run once, when it is closed
    NotedAttachment(Attachment attachment, Runnable left) {
        this.attachment = attachment;
        this.left = left;
    }

    @Override
    public Optional<Coming> take() throws InterruptedException {
        return attachment.take();
    }

    @Override
    public Optional<Coming> take(Predicate<byte[]> atOnce) throws InterruptedException {
        return attachment.take(atOnce);
    }

    @Override
    public void type(byte[] keys) {
        attachment.type(keys);
    }

    @Override
    public boolean typeAtOnce(byte[] keys) {
        return attachment.typeAtOnce(keys);
    }

    @Override
    public void resize(WindowSize size) {
        attachment.resize(size);
    }

    @Override
    public void close() {
        attachment.close();
        if (!closed.getAndSet(true)) {
            left.run();
        }
    }
}
