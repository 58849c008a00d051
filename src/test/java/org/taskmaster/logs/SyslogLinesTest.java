package org.taskmaster.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taskmaster.host.MessageTransport;
import org.taskmaster.model.Stream;
import org.taskmaster.model.SyslogTarget;

@Timeout(60)
class SyslogLinesTest {

    private static final String TIME = "2026-11-25T09:41:00.123+01:00";

    @Test
    void aLineOfTheStandardOutputIsInformation() {
        assertThat(messages(Stream.STDOUT, "hello")).containsExactly("<30>1 " + TIME + " host web - stdout - hello");
    }

    @Test
    void aLineOfTheStandardErrorIsAWarning() {
        assertThat(messages(Stream.STDERR, "hello")).containsExactly("<28>1 " + TIME + " host web - stderr - hello");
    }

    @Test
    void theTagIsTheNameAndNamesAreMadeFit() {
        SyslogTarget target = new SyslogTarget(Optional.empty(), 16, Optional.of("my täg" + "x".repeat(60)));

        assertThat(messages(target, Stream.STDOUT, "hello".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("<134>1 " + TIME + " host my_t_g" + "x".repeat(42) + " - stdout - hello");
    }

    @Test
    void whatIsNoTextIsEscaped() {
        byte[] line = {'a', '\t', 0, 0x1B, 0x7F, (byte) 0xFF, (byte) 0xC3, (byte) 0xA9, (byte) 0xC3};

        assertThat(messages(target(), Stream.STDOUT, line))
                .containsExactly("<30>1 " + TIME + " host web - stdout - a\t\\x00\\x1b\\x7f\\xffé\\xc3");
    }

    @Test
    void emptyLinesAreNotSent() {
        assertThat(messages(Stream.STDOUT, "")).isEmpty();
    }

    @Test
    void longLinesBecomeSeveralMessagesAndNothingIsLost() {
        String head = "<30>1 " + TIME + " host web - stdout - ";
        String line = "x" + "€".repeat(5000);

        List<String> messages = messages(Stream.STDOUT, line);

        assertThat(messages).hasSize(2).allSatisfy(message -> {
            assertThat(message.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(8192);
            assertThat(message).startsWith(head);
        });
        assertThat(messages.get(0).substring(head.length()) + messages.get(1).substring(head.length()))
                .isEqualTo(line);
    }

    @Test
    void everyMessageIsTextOfOneLineWhateverIsSent() {
        for (int seed = 0; seed < 100; seed++) {
            byte[] line = HostileText.of(new Random(seed), 1000);

            assertThat(messages(target(), Stream.STDOUT, line))
                    .as("seed %d", seed)
                    .allSatisfy(message -> assertThat(message).doesNotContainPattern("[\\x00-\\x08\\x0A-\\x1F\\x7F]"));
        }
    }

    private static List<String> messages(Stream stream, String line) {
        return messages(target(), stream, line.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> messages(SyslogTarget target, Stream stream, byte[] line) {
        List<String> sent = new ArrayList<>();
        MessageTransport wire = new MessageTransport() {
            @Override
            public boolean send(byte[] message, int length) {
                sent.add(new String(message, 0, length, StandardCharsets.UTF_8));
                return true;
            }

            @Override
            public void close() {}
        };
        try (SyslogSender sender = new SyslogSender("test", () -> wire, Duration.ofSeconds(30), _ -> {})) {
            Instant now = Instant.parse("2026-11-25T08:41:00.123Z");
            new SyslogLines(target, "web", Optional.of("host"), () -> now, ZoneOffset.ofHours(1), sender)
                    .take("web:0", stream, line, 0, line.length);
        }
        return sent;
    }

    private static SyslogTarget target() {
        return new SyslogTarget(Optional.empty(), SyslogTarget.DAEMON, Optional.empty());
    }
}
