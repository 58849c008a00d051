package org.taskmaster.linux;

/// What an error number of the kernel means; the numbers are the same on x86-64 and aarch64.
///
/// [errno(3)](https://man7.org/linux/man-pages/man3/errno.3.html)
final class Errno {

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int ENXIO = 6;
    static final int E2BIG = 7;
    static final int ENOEXEC = 8;
    static final int EBADF = 9;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int ENODEV = 19;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ETXTBSY = 26;
    static final int EFBIG = 27;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int EPIPE = 32;
    static final int ERANGE = 34;
    static final int ENAMETOOLONG = 36;
    static final int ENOSYS = 38;
    static final int ELOOP = 40;
    static final int ELIBBAD = 80;
    static final int EMSGSIZE = 90;
    static final int EPROTOTYPE = 91;
    static final int ENOBUFS = 105;
    static final int ECONNREFUSED = 111;
    static final int EDQUOT = 122;

    private Errno() {}

    /// The kernel's name, as `ENOENT`.
    static String name(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM";
            case ENOENT -> "ENOENT";
            case ESRCH -> "ESRCH";
            case EINTR -> "EINTR";
            case EIO -> "EIO";
            case ENXIO -> "ENXIO";
            case E2BIG -> "E2BIG";
            case ENOEXEC -> "ENOEXEC";
            case EBADF -> "EBADF";
            case ECHILD -> "ECHILD";
            case EAGAIN -> "EAGAIN";
            case ENOMEM -> "ENOMEM";
            case EACCES -> "EACCES";
            case EBUSY -> "EBUSY";
            case EEXIST -> "EEXIST";
            case ENODEV -> "ENODEV";
            case ENOTDIR -> "ENOTDIR";
            case EISDIR -> "EISDIR";
            case EINVAL -> "EINVAL";
            case ENFILE -> "ENFILE";
            case EMFILE -> "EMFILE";
            case ETXTBSY -> "ETXTBSY";
            case EFBIG -> "EFBIG";
            case ENOSPC -> "ENOSPC";
            case EROFS -> "EROFS";
            case EPIPE -> "EPIPE";
            case ERANGE -> "ERANGE";
            case ENAMETOOLONG -> "ENAMETOOLONG";
            case ENOSYS -> "ENOSYS";
            case ELOOP -> "ELOOP";
            case ELIBBAD -> "ELIBBAD";
            case EMSGSIZE -> "EMSGSIZE";
            case EPROTOTYPE -> "EPROTOTYPE";
            case ENOBUFS -> "ENOBUFS";
            case ECONNREFUSED -> "ECONNREFUSED";
            case EDQUOT -> "EDQUOT";
            default -> "error " + errno;
        };
    }

    /// What it means, as `no such file or directory`.
    static String words(int errno) {
        return switch (errno) {
            case EPERM -> "operation not permitted";
            case ENOENT -> "no such file or directory";
            case ESRCH -> "no such process";
            case EINTR -> "interrupted";
            case EIO -> "input/output error";
            case ENXIO -> "no such device, or no process at the other end";
            case E2BIG -> "arguments and environment are too long";
            case ENOEXEC -> "not a program this system can run";
            case EBADF -> "not an open file";
            case ECHILD -> "no such child process";
            case EAGAIN -> "a limit is reached for now";
            case ENOMEM -> "out of memory";
            case EACCES -> "permission denied";
            case EBUSY -> "busy";
            case EEXIST -> "it exists already";
            case ENODEV -> "no such device";
            case ENOTDIR -> "not a directory";
            case EISDIR -> "is a directory";
            case EINVAL -> "not accepted by the system";
            case ENFILE -> "the whole system has too many open files";
            case EMFILE -> "too many open files";
            case ETXTBSY -> "a process is writing to it";
            case EFBIG -> "the file is too large";
            case ENOSPC -> "no space left on the device";
            case EROFS -> "the file system is read-only";
            case EPIPE -> "no process is left to read it";
            case ERANGE -> "the answer is too large";
            case ENAMETOOLONG -> "the name is too long";
            case ENOSYS -> "this kernel does not know how";
            case ELOOP -> "too many symbolic links";
            case ELIBBAD -> "a damaged shared library";
            case EMSGSIZE -> "the message is too long";
            case EPROTOTYPE -> "a socket of another type";
            case ENOBUFS -> "no memory for the message";
            case ECONNREFUSED -> "no process receives there";
            case EDQUOT -> "the disk quota is used up";
            default -> "error number " + errno;
        };
    }
}
