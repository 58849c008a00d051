package org.taskmaster.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.taskmaster.http.Authenticator.Verdict.Admitted;
import org.taskmaster.http.Authenticator.Verdict.TurnedAway;
import org.taskmaster.http.Peers.Peer;
import org.taskmaster.model.Role;
import org.taskmaster.model.ServerConfig;

/// The Unix socket: the kernel identifies the client.
///
/// Root and the supervisor's own user have bounds of their own, so that no other user can keep them out;
/// and nothing has to be looked up for them that could take long, but their name, which is known.
final class UnixAuthenticator implements Authenticator {

    private static final int ROOT = 0;

    /// On how many connections at a time a stranger gets an answer that says so.
    private static final int MOST_OF_A_STRANGER = 8;

    private static final int MOST_STRANGERS = 1024;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final ServerConfig config;
    private final Peers peers;
    private final Executor lookups;
    private final String ownName;
    private final Quota masters;
    private final Quota others;

    /// Who has been accepted and not met yet, by descriptor. Belongs to the event loop.
    private final Map<Integer, Peer> arriving = new HashMap<>();

    /// Who is being looked up.
    private final Map<Identity, CompletableFuture<Found>> asking = new ConcurrentHashMap<>();

    /// Who was found to be no user we know, and until when that need not be looked up again ([System#nanoTime]).
    private final Map<Integer, Long> strangers = new ConcurrentHashMap<>();

    /// What a look-up depends on.
    private record Identity(int uid, int gid) {}

    /// What a look-up gives.
    ///
    /// @param role empty: a stranger
    private record Found(String name, Optional<Role> role) {}

    /// @param lookups where names are looked up, which may take long
    UnixAuthenticator(ServerConfig config, Peers peers, Executor lookups, Bounds bounds) {
        this.config = config;
        this.peers = peers;
        this.lookups = lookups;
        this.ownName = peers.nameOf(peers.ownUid());
        this.masters = new Quota(bounds);
        this.others = new Quota(bounds);
    }

    /// A user who was found to be a stranger a moment ago, and has some connections on which the answer says
    /// so, gets no more of them.
    @Override
    public boolean letsIn(int descriptor) {
        try {
            Peer peer = peers.peer(descriptor);
            arriving.put(descriptor, peer);
            boolean tooMany =
                    !isMaster(peer) && isStranger(peer.uid()) && others.openOf(whose(peer)) >= MOST_OF_A_STRANGER;
            if (tooMany) {
                arriving.remove(descriptor);
            }
            return !tooMany;
        } catch (IOException _) {
            // Asked again where they are met, which reports it.
            return true;
        }
    }

    @Override
    public Visitor meet(Channel channel) throws IOException {
        int descriptor = channel.attr(Acceptor.DESCRIPTOR).get();
        Peer met = arriving.remove(descriptor);
        Peer peer = met == null ? peers.peer(descriptor) : met;
        if (isMaster(peer)) {
            String name = peer.uid() == peers.ownUid() ? ownName : "root";
            return new Guest(masters, whose(peer), CompletableFuture.completedFuture(admit(name, peer, Role.OPERATOR)));
        }
        return new Guest(others, whose(peer), lookUpSoon(peer));
    }

    private boolean isMaster(Peer peer) {
        return peer.uid() == ROOT || peer.uid() == peers.ownUid();
    }

    private boolean isStranger(int uid) {
        Long until = strangers.get(uid);
        return until != null && until - System.nanoTime() > 0;
    }

    private static String whose(Peer peer) {
        return "uid " + peer.uid();
    }

    /// What is found of a user is found for all connections they have waiting.
    private CompletableFuture<Verdict> lookUpSoon(Peer peer) {
        Identity identity = new Identity(peer.uid(), peer.gid());
        try {
            CompletableFuture<Found> asked =
                    asking.computeIfAbsent(identity, _ -> CompletableFuture.supplyAsync(() -> lookUp(peer), lookups));
            asked.whenComplete((_, _) -> asking.remove(identity, asked));
            return asked.thenApply(found -> verdict(found, peer));
        } catch (OutOfMemoryError _) {
            return CompletableFuture.completedFuture(new TurnedAway(Server.NO_THREAD_NOW));
        } catch (RejectedExecutionException _) {
            return CompletableFuture.completedFuture(
                    new TurnedAway(new Refusal(503, "too many names of users are being looked up; try again later")));
        }
    }

    private Found lookUp(Peer peer) {
        String name = peers.nameOf(peer.uid());
        if (peers.isOneOf(peer, config.operators())) {
            return new Found(name, Optional.of(Role.OPERATOR));
        }
        if (peers.isOneOf(peer, config.viewers())) {
            return new Found(name, Optional.of(Role.VIEWER));
        }
        if (strangers.size() >= MOST_STRANGERS) {
            strangers.clear();
        }
        strangers.put(peer.uid(), System.nanoTime() + REMEMBERED.toNanos());
        return new Found(name, Optional.empty());
    }

    private Verdict verdict(Found found, Peer peer) {
        if (found.role().isPresent()) {
            return admit(found.name(), peer, found.role().get());
        }
        return new TurnedAway(new Refusal(
                403,
                "user " + found.name() + " (uid " + peer.uid() + ") may not talk to this supervisor, which"
                        + " runs as " + ownName + ". Its operator can allow it: viewers: or operators: in the"
                        + " taskmaster: section, naming the user or one of their groups as @group"));
    }

    private static Verdict admit(String name, Peer peer, Role role) {
        return new Admitted(
                new Caller(name + " (uid " + peer.uid() + ", pid " + peer.pid() + ")", role), "uid " + peer.uid());
    }

    /// @param verdict for as long as the connection lasts
    private record Guest(Quota quota, String whose, CompletableFuture<Verdict> verdict) implements Visitor {

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
