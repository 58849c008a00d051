package org.taskmaster.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.taskmaster.model.Role;

/// A TCP port of a loopback address that asks nobody who they are.
final class TcpDoor implements Door {

    private final Gate gate;

    TcpDoor(Bounds bounds) {
        gate = new Gate(bounds);
    }

    @Override
    public Visitor meet(Channel channel) {
        InetSocketAddress from = (InetSocketAddress) channel.remoteAddress();
        String name = "HTTP client (" + from.getAddress().getHostAddress() + ")";
        return new Guest(gate, new Verdict.Admitted(new Caller(name, Role.OPERATOR)));
    }

    private record Guest(Gate gate, Verdict verdict) implements Visitor {

        @Override
        public Optional<Refusal> objection(HttpRequest head) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Verdict> identify(HttpRequest head) {
            return CompletableFuture.completedFuture(verdict);
        }
    }
}
