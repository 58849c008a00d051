package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the event loop reads, for a virtual thread. (At a limit on threads: ThreadLimitIT.)
@Timeout(30)
class LoopInletTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final LoopInlet inlet = new LoopInlet(channel);

    @Test
    void whatArrivesIsTakenInPiecesAndNothingIsReadMeanwhile() {
        inlet.add(Unpooled.copiedBuffer("abc", StandardCharsets.US_ASCII));
        assertThat(channel.config().isAutoRead()).isFalse();
        inlet.add(Unpooled.copiedBuffer("d", StandardCharsets.US_ASCII));
        byte[] into = new byte[4];

        assertThat(inlet.read(into, 1, 2)).isEqualTo(2);
        assertThat(inlet.read(into, 3, 1)).isEqualTo(1);
        assertThat(inlet.read(into, 0, 4)).isEqualTo(1);

        assertThat(new String(into, StandardCharsets.US_ASCII)).isEqualTo("dabc");
        inlet.end();
        assertThat(inlet.read(into, 0, 4)).isEqualTo(-1);
    }

    @Test
    void whoWaitsIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(inlet.read(new byte[1], 0, 1)).isEqualTo(-1);
        assertThat(Thread.interrupted()).isTrue();
    }
}
