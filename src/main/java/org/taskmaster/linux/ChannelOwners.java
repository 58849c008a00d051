package org.taskmaster.linux;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.host.Channels;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;

/// Whose the channels of processes are.
///
/// A program that opens `/dev/stdout` or `/proc/self/fd/1` opens its channel anew, and the kernel asks then
/// whether it may. So a channel belongs to the user of the process that has it; by its own name they cannot
/// reach it, because the directory above stays the supervisor's, who as root opens it all the same.
final class ChannelOwners {

    // https://man7.org/linux/man-pages/man2/fchown.2.html
    private static final Function FCHOWN = Libc.function("fchown");
    private static final int AS_IT_IS = -1;

    private final Libc libc;
    private final int ourUid;
    private final Set<Path> given = new HashSet<>();

    ChannelOwners(Libc libc, int ourUid) {
        this.libc = libc;
        this.ourUid = ourUid;
    }

    /// Gives the channels of a new process to its user, or back to us.
    ///
    /// @param open those channels
    void give(Launch launch, Channels channels, OutputFiles open, Optional<User> user) {
        give(launch.stdout(), channels.stdout(), open.stdout(), user);
        if (open.stderr() != open.stdout()) {
            give(launch.stderr(), channels.stderr(), open.stderr(), user);
        }
    }

    private void give(Output output, Optional<Path> channel, int number, Optional<User> user) {
        if (!(output instanceof Output.Captured) || channel.isEmpty()) {
            return;
        }
        // Where we may not give it away, as in some containers, the program still has its descriptor.
        if (user.isPresent()) {
            given.add(channel.get());
            libc.call(FCHOWN, number, user.get().uid(), AS_IT_IS);
        } else if (given.remove(channel.get())) {
            libc.call(FCHOWN, number, ourUid, AS_IT_IS);
        }
    }
}
