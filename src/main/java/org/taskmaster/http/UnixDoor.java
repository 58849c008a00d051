package org.taskmaster.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.taskmaster.http.Door.Verdict.Admitted;
import org.taskmaster.http.Door.Verdict.TurnedAway;
import org.taskmaster.http.Peers.Peer;
import org.taskmaster.model.Role;
import org.taskmaster.model.ServerConfig;

/// The Unix socket: the kernel tells who it is.
///
/// Root and the supervisor's own user have bounds of their own, so that nobody else can keep them out;
/// and nothing has to be looked up for them that could take long, but their name, which is known.
final class UnixDoor implements Door {

    private static final int ROOT = 0;

    private final ServerConfig config;
    private final Peers peers;
    private final Executor lookups;
    private final String ownName;
    private final Gate masters;
    private final Gate others;

    /// @param lookups where names are looked up, which may take long
    UnixDoor(ServerConfig config, Peers peers, Executor lookups, Bounds bounds) {
        this.config = config;
        this.peers = peers;
        this.lookups = lookups;
        this.ownName = peers.nameOf(peers.ownUid());
        this.masters = new Gate(bounds);
        this.others = new Gate(bounds);
    }

    @Override
    public Visitor meet(Channel channel) throws IOException {
        Peer peer = peers.peer(channel.attr(Acceptor.DESCRIPTOR).get());
        if (peer.uid() == ROOT || peer.uid() == peers.ownUid()) {
            String name = peer.uid() == peers.ownUid() ? ownName : "root";
            return new Guest(masters, CompletableFuture.completedFuture(admit(name, peer, Role.OPERATOR)));
        }
        return new Guest(others, lookUpSoon(peer));
    }

    private CompletableFuture<Verdict> lookUpSoon(Peer peer) {
        try {
            return CompletableFuture.supplyAsync(() -> lookUp(peer), lookups);
        } catch (RejectedExecutionException _) {
            return CompletableFuture.completedFuture(
                    new TurnedAway(new Refusal(503, "too many names of users are being looked up; try again later")));
        }
    }

    private Verdict lookUp(Peer peer) {
        if (peers.isOneOf(peer, config.operators())) {
            return admit(peers.nameOf(peer.uid()), peer, Role.OPERATOR);
        }
        if (peers.isOneOf(peer, config.viewers())) {
            return admit(peers.nameOf(peer.uid()), peer, Role.VIEWER);
        }
        return new TurnedAway(new Refusal(
                403,
                "user " + peers.nameOf(peer.uid()) + " (uid " + peer.uid() + ") may not talk to this supervisor, which"
                        + " runs as " + ownName + ". Its operator can allow it: viewers: or operators: in the"
                        + " taskmaster: section, naming the user or one of their groups as @group"));
    }

    private static Verdict admit(String name, Peer peer, Role role) {
        return new Admitted(
                new Caller(name + " (uid " + peer.uid() + ", pid " + peer.pid() + ")", role), "uid " + peer.uid());
    }

    /// @param verdict for as long as the connection lasts
    private record Guest(Gate gate, CompletableFuture<Verdict> verdict) implements Visitor {

        /// Browsers do not come by Unix sockets, and clients name all sorts of hosts, or none.
        @Override
        public Optional<Refusal> objection(HttpRequest head) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Verdict> identify(HttpRequest head) {
            return verdict;
        }
    }
}
