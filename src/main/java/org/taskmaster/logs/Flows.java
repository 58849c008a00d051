package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.Plumbing;
import org.taskmaster.model.Capture;

/// Makes the way of each stream to where it is kept.
final class Flows implements Channel.Streams {

    private final Plumbing plumbing;
    private final Path directory;
    private final LogClock clock;
    private final KeptLogs logs;
    private final Audiences audiences;
    private final Buffers buffers = new Buffers();

    /// @param directory where the named pipes are, and what is kept beside them
    Flows(Plumbing plumbing, Path directory, LogClock clock, KeptLogs logs, Audiences audiences) {
        this.plumbing = plumbing;
        this.directory = directory;
        this.clock = clock;
        this.logs = logs;
        this.audiences = audiences;
    }

    @Override
    public Flow open(ChannelName name, Capture capture, Set<String> users) throws IOException {
        Optional<Audience> audience = audiences.of(name, capture);
        if (capture.file().isEmpty()) {
            return new TargetsFlow(
                    audience.orElseGet(() -> new Audience(name.process(), name.stream(), false, List.of())),
                    buffers.seen());
        }
        KeptLog log = logs.join(capture.file().get(), users);
        if (capture.isVerbatim()) {
            return new VerbatimFlow(log, audience, buffers.seen());
        }
        Rewriter rewriter = new Rewriter(capture, name.process(), name.stream(), clock.wall(), clock.zone());
        try {
            return RewritingFlow.open(plumbing, name.pipeIn(directory), log, rewriter, audience, buffers);
        } catch (IOException | RuntimeException failed) {
            log.leave();
            throw failed;
        }
    }
}
