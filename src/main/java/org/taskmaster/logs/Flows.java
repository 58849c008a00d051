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
    private final OutputTargets outputTargets;
    private final Buffers buffers = new Buffers();

    /// @param directory where the named pipes are, and what is kept beside them
    Flows(Plumbing plumbing, Path directory, LogClock clock, KeptLogs logs, OutputTargets outputTargets) {
        this.plumbing = plumbing;
        this.directory = directory;
        this.clock = clock;
        this.logs = logs;
        this.outputTargets = outputTargets;
    }

    @Override
    public Flow open(ChannelName name, Capture capture, Set<String> users) throws IOException {
        Optional<StreamTargets> streamTargets = outputTargets.of(name, capture);
        if (capture.file().isEmpty()) {
            return new TargetsFlow(
                    streamTargets.orElseGet(
                            () -> new StreamTargets(name.process().text(), name.stream(), false, List.of())),
                    buffers.seen());
        }
        KeptLog log = logs.join(capture.file().get(), users);
        if (capture.isVerbatim()) {
            return new VerbatimFlow(log, streamTargets, buffers.seen());
        }
        Rewriter rewriter = new Rewriter(capture, name.process().text(), name.stream(), clock.wall(), clock.zone());
        try {
            return RewritingFlow.open(plumbing, name.pipeIn(directory), log, rewriter, streamTargets, buffers);
        } catch (IOException | RuntimeException failed) {
            log.leave();
            throw failed;
        }
    }
}
