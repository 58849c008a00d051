package org.taskmaster.linux;

/// A system call failed that should not have: a bug, or a machine that has run out of something.
public final class LinuxError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int errno;

    /// @param call the function, as `epoll_wait`
    /// @param errno the kernel's error number
    /// @param doing what for, as `waiting for something to happen`
    LinuxError(String call, int errno, String doing) {
        super(doing + ": " + Errno.words(errno) + " (" + call + ": " + Errno.name(errno) + ")");
        this.errno = errno;
    }

    /// The kernel's error number.
    public int errno() {
        return errno;
    }

    /// Passes a result through, unless it is a negated error number.
    static int check(int result, String call, String doing) {
        if (result < 0) {
            throw new LinuxError(call, -result, doing);
        }
        return result;
    }
}
