package org.taskmaster.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.taskmaster.host.Host;

/// Where other threads leave messages for the loop.
final class Mailbox {

    private final ConcurrentLinkedQueue<Message> messages = new ConcurrentLinkedQueue<>();
    private final Host host;
    private volatile boolean closed;

    Mailbox(Host host) {
        this.host = host;
    }

    /// Leaves a message and wakes the loop. Any thread may call this.
    void post(Message message) {
        messages.add(message);
        if (closed) {
            dismissAll();
        } else {
            host.wake();
        }
    }

    /// Answers what is there and whatever comes: nobody will take it out any more.
    void close() {
        closed = true;
        dismissAll();
    }

    /// Takes out everything that is there.
    List<Message> takeAll() {
        List<Message> taken = new ArrayList<>();
        for (Message message = messages.poll(); message != null; message = messages.poll()) {
            taken.add(message);
        }
        return taken;
    }

    private void dismissAll() {
        takeAll().forEach(Message::dismiss);
    }
}
