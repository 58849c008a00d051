package org.taskmaster.logs;

import org.taskmaster.host.Plumbing;

/// Memory that all channels of one thread use in turn; nothing stays in it between two moves. What is
/// only needed where lines are rewritten is made at its first use.
final class Buffers {

    /// A line that is longer is cut.
    private static final int LONGEST_LINE = 64 * 1024;

    private static final int OUT_BYTES = 512 * 1024;

    private final byte[] seen = new byte[Plumbing.PIPE_BYTES];
    private byte[] in = new byte[0];
    private byte[] out = new byte[0];

    /// As much as a pipe holds.
    byte[] seen() {
        return seen;
    }

    /// As much as a pipe holds behind a line that is not finished.
    byte[] in() {
        if (in.length == 0) {
            in = new byte[Plumbing.PIPE_BYTES + LONGEST_LINE];
        }
        return in;
    }

    /// Room for what becomes of it.
    byte[] out() {
        if (out.length == 0) {
            out = new byte[OUT_BYTES];
        }
        return out;
    }
}
