package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.taskmaster.http.Authenticator.Verdict;
import org.taskmaster.http.Authenticator.Visitor;

class AdmissionTest {

    private final Limits limits = new Limits();

    /// Comes in by a gate, and says nothing.
    private record Guest(Quota quota) implements Visitor {
        @Override
        public String whose() {
            return "them";
        }

        @Override
        public Optional<Refusal> objection(HttpRequest head) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Verdict> identify(HttpRequest head) {
            return new CompletableFuture<>();
        }
    }

    @Test
    void whoeverDidNotComeInAfterAllLeavesTheRoomToOthers() {
        limits.connections = 1;
        Quota quota = new Quota(limits.bounds());

        Channel refusedByTheLoop = arrives(quota);

        assertThat(refusedByTheLoop.isOpen()).isFalse();
        assertThat(quota.enter("others")).isTrue();
    }

    @Test
    void whoeverIsRefusedAndCannotBeToldSoIsClosed() {
        limits.connections = 0;

        assertThat(arrives(new Quota(limits.bounds())).isOpen()).isFalse();
    }

    /// A channel that belongs to a loop already is taken by no other.
    private Channel arrives(Quota quota) {
        Admission admission = new Admission(
                "the socket",
                _ -> new Guest(quota),
                limits.bounds(),
                new Service(new Router(List.of()), new FakePeers(), (_, _) -> {}, new Connections()));
        EmbeddedChannel listener = new EmbeddedChannel(admission);
        EmbeddedChannel channel = new EmbeddedChannel();
        listener.writeInbound(channel);
        return channel;
    }
}
