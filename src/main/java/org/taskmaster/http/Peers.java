package org.taskmaster.http;

import java.io.IOException;
import java.util.Set;

/// What the operating system knows of those who connect to the Unix socket.
public interface Peers {

    /// Who connected, as the kernel noted it then. Returns at once.
    ///
    /// @param descriptor the descriptor of the accepted connection
    Peer peer(int descriptor) throws IOException;

    /// Whom the supervisor runs as.
    int ownUid();

    /// The name of a user, or the number when there is none. May take long, where names are kept on
    /// another machine.
    String nameOf(int uid);

    /// Whether a user is one of those named: by user name, or by a group of theirs written as `@group`.
    /// May take long.
    boolean isOneOf(Peer peer, Set<String> named);

    /// What arrives on a connection that does not block, for a thread that waits for it.
    ///
    /// @param descriptor as above; the connection may be closed while it is read from
    /// @throws IOException when there are no descriptors left
    Inlet inlet(int descriptor) throws IOException;

    /// Reads a connection. One thread reads and closes it.
    interface Inlet extends AutoCloseable {

        /// Waits until something is there.
        ///
        /// @return how many bytes, at most `most`; -1: no more come, it is broken, or [#end] was called
        int read(byte[] into, int start, int most);

        /// Nothing more is read. Any thread may call it, at any time.
        void end();

        @Override
        void close();
    }

    /// The process at the other end.
    ///
    /// @param gid its group when it connected
    record Peer(int uid, int gid, int pid) {}
}
