package org.taskmaster.linux;

import java.util.Optional;
import org.taskmaster.linux.Children.Child;

/// Descriptors that report deaths, as far as there is room for them: a death is heard of without one, too,
/// while output cannot be captured without descriptors.
final class DeathWatch {

    private final Libc libc;
    private final Epoll epoll;
    private final DescriptorLimits limits;
    private final Children children;

    DeathWatch(Libc libc, Epoll epoll, DescriptorLimits limits, Children children) {
        this.libc = libc;
        this.epoll = epoll;
        this.limits = limits;
        this.children = children;
    }

    /// Watches a child that is not reaped yet.
    ///
    /// @return empty when there is no room for it
    Optional<Descriptor> begin(int pid) {
        Optional<Descriptor> pidfd = PidFd.open(libc, pid, limits.highestForWatching(children.watched()));
        if (pidfd.isPresent() && epoll.add(pidfd.get(), pid) < 0) {
            pidfd.get().close();
            return Optional.empty();
        }
        return pidfd;
    }

    /// Ends a watch.
    void end(Descriptor pidfd) {
        epoll.remove(pidfd);
        pidfd.close();
    }

    /// Ends the watches that take the room of what is to come.
    void makeRoom() {
        for (Child child : children.all()) {
            if (limits.highestForWatching(children.watched() - 1) == 0) {
                leave(child);
            }
        }
    }

    /// Ends the watch over one whose death is heard of in another way.
    void leave(Child child) {
        if (child.pidfd().isPresent()) {
            end(child.pidfd().get());
            children.remove(child);
            children.add(new Child(child.id(), Optional.empty(), child.stdin()));
        }
    }
}
