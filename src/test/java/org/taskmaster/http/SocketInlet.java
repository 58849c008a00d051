package org.taskmaster.http;

import org.taskmaster.linux.SocketInput;

/// What arrives on a connection, as the supervisor reads it.
///
/// @param input closed with this
public record SocketInlet(SocketInput input) implements Peers.Inlet {

    @Override
    public int read(byte[] into, int start, int most) {
        return input.read(into, start, most);
    }

    @Override
    public void end() {
        input.end();
    }

    @Override
    public void close() {
        input.close();
    }
}
