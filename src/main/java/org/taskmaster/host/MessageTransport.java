package org.taskmaster.host;

import java.io.IOException;

/// A way for messages to a receiver. It belongs to one thread at a time.
public interface MessageTransport extends AutoCloseable {

    /// Hands over a message. It may wait, unless the receiver is on the same machine.
    ///
    /// @param length how many bytes of `message` it has
    /// @return whether it was taken; not while the receiver has no room for it
    /// @throws IOException when the way is broken; another one has to be opened
    boolean send(byte[] message, int length) throws IOException;

    @Override
    void close();
}
