package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.taskmaster.host.MessageTransport;
import org.taskmaster.model.Capture;
import org.taskmaster.model.SyslogTarget;
import org.taskmaster.model.SyslogTarget.Server;

/// All that get lines beside a file: the supervisor's own standard output, and syslog servers. They
/// are there from the first stream that wants them, and for all that do.
final class OutputTargets implements AutoCloseable {

    private static final Path SYSTEM_LOG = Path.of("/dev/log");
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

    private final Captures.Means means;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Consumer<String> trouble;
    private final Map<Optional<Server>, SyslogSender> senders = new HashMap<>();
    private Optional<ConsoleTarget> console = Optional.empty();

    /// @param trouble is given what goes wrong, by any thread
    OutputTargets(Captures.Means means, InstantSource clock, ZoneId zone, Consumer<String> trouble) {
        this.means = means;
        this.clock = clock;
        this.zone = zone;
        this.trouble = trouble;
    }

    /// Those who get the lines of a stream; empty: none.
    Optional<StreamTargets> of(ChannelName name, Capture capture) {
        List<LineTarget> targets = new ArrayList<>();
        if (capture.console()) {
            targets.add(console());
        }
        if (capture.syslog().isPresent()) {
            SyslogTarget target = capture.syslog().get();
            targets.add(new SyslogLines(
                    target, name.process().program(), means.hostname(), clock, zone, sender(target.server())));
        }
        return targets.isEmpty()
                ? Optional.empty()
                : Optional.of(new StreamTargets(name.process().text(), name.stream(), capture.stripAnsi(), targets));
    }

    @Override
    public void close() {
        senders.values().forEach(SyslogSender::close);
        console.ifPresent(ConsoleTarget::close);
    }

    private ConsoleTarget console() {
        if (console.isEmpty()) {
            console = Optional.of(new ConsoleTarget(means.console(), PATIENCE_AT_THE_END, trouble));
        }
        return console.get();
    }

    private SyslogSender sender(Optional<Server> server) {
        return senders.computeIfAbsent(
                server, _ -> new SyslogSender(receiver(server), () -> open(server), PATIENCE_AT_THE_END, trouble));
    }

    private MessageTransport open(Optional<Server> server) throws IOException {
        return server.isPresent()
                ? NetworkTransports.open(server.get())
                : means.systemLog().open(SYSTEM_LOG);
    }

    private static String receiver(Optional<Server> server) {
        return server.map(remote -> remote.transport().name().toLowerCase(Locale.ROOT) + "://" + remote.host() + ":"
                        + remote.port())
                .orElse(SYSTEM_LOG.toString());
    }
}
