package org.taskmaster.logs;

import java.io.IOException;
import org.taskmaster.host.Plumbing.Inlet;

/// Hands lines to those who want them, where no file keeps them. A crash loses, or doubles, what is on
/// the way to them.
final class TargetsFlow implements Flow {

    private final StreamTargets streamTargets;
    private final byte[] seen;

    /// @param seen memory that is free between two calls, as large as a pipe
    TargetsFlow(StreamTargets streamTargets, byte[] seen) {
        this.streamTargets = streamTargets;
        this.seen = seen;
    }

    @Override
    public Progress move(Inlet inlet, int most) throws IOException {
        int total = 0;
        while (total < most) {
            int waiting = inlet.peek(seen, seen.length);
            if (waiting == 0) {
                return Progress.EMPTY;
            }
            streamTargets.take(seen, 0, waiting);
            int more = inlet.drop(waiting);
            int dropped = more;
            while (more > 0 && dropped < waiting) {
                more = inlet.drop(waiting - dropped);
                dropped += more;
            }
            total += waiting;
        }
        return Progress.MORE;
    }

    @Override
    public Progress finish(Inlet inlet, int most) throws IOException {
        Progress progress = move(inlet, most);
        streamTargets.finish();
        return progress;
    }

    @Override
    public void several(boolean pipes) {
        // targets get them line by line
    }

    @Override
    public void close() {
        // the targets belong to all
    }
}
