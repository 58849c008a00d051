package org.taskmaster.main;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.taskmaster.http.Peers;
import org.taskmaster.linux.GroupDatabase;
import org.taskmaster.linux.LinuxError;
import org.taskmaster.linux.SocketInput;
import org.taskmaster.linux.SocketPeer;
import org.taskmaster.linux.User;
import org.taskmaster.linux.UserDatabase;

/// Identifies the clients of the server.
final class LinuxPeers implements Peers {

    private static final String GROUP = "@";

    @Override
    public Peer peer(int descriptor) throws IOException {
        try {
            SocketPeer peer = SocketPeer.of(descriptor);
            return new Peer(peer.uid(), peer.gid(), peer.pid());
        } catch (LinuxError e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Inlet inlet(int descriptor) throws IOException {
        try {
            return new SocketInlet(new SocketInput(descriptor));
        } catch (LinuxError e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private record SocketInlet(SocketInput input) implements Inlet {

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

    @Override
    public int ownUid() {
        return UserDatabase.currentUid();
    }

    @Override
    public String nameOf(int uid) {
        return user(uid).map(User::name).orElse(Integer.toString(uid));
    }

    @Override
    public boolean isOneOf(Peer peer, Set<String> named) {
        if (named.isEmpty()) {
            return false;
        }
        Optional<User> user = user(peer.uid());
        if (named.contains(Integer.toString(peer.uid()))) {
            return true;
        }
        if (user.isPresent() && named.contains(user.get().name())) {
            return true;
        }
        int[] theirs = user.map(UserDatabase::groups).orElse(new int[0]);
        return named.stream()
                .filter(name -> name.startsWith(GROUP))
                .map(name -> GroupDatabase.find(name.substring(GROUP.length())))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .anyMatch(group ->
                        group == peer.gid() || Arrays.stream(theirs).anyMatch(theirGroup -> theirGroup == group));
    }

    private static Optional<User> user(int uid) {
        return UserDatabase.find(Integer.toString(uid));
    }
}
