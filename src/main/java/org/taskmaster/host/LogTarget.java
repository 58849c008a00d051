package org.taskmaster.host;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Where the name of a log leads.
///
/// A user who may write into the directory of a log can put a symbolic link in its place, and a supervisor that
/// runs as root would write to, read, or empty whatever file it leads to. So a supervisor that is root follows
/// the links that root made, as that of a log to `/dev/stdout`, and no others; this is in the spirit of the
/// kernel's own `protected_symlinks` ([proc(5)](https://man7.org/linux/man-pages/man5/proc_sys_fs.5.html)).
/// One that is not root has no power its programs do not have. What was found has to be opened without following
/// links, so that no other can take its place meanwhile.
///
/// @param path no link, when it was looked at, unless it is one of the kernel's
/// @param isKernels whether it is a link of `/proc`, which leads to something without a name and can only be
///     followed
public record LogTarget(Path path, boolean isKernels) {

    private static final int ROOT = 0;
    /// As many as the kernel follows.
    private static final int MOST_LINKS = 40;

    /// Which word of that line in [#STATUS].
    private static final int EFFECTIVE = 2;

    private static final LogTarget NOWHERE = new LogTarget(Path.of("/dev/null"), false);

    private static volatile boolean turnedAway;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PROC = Path.of("/proc");
    private static final Path SELF = Path.of("/proc/self");

    /// From now on the supervisor's standard streams are read no more, and what they lead to is for its own JVM
    /// alone: a log that is to go there goes nowhere.
    public static void turnStandardStreamsAway() {
        turnedAway = true;
    }

    /// Whether [#turnStandardStreamsAway] was called.
    public static boolean areStandardStreamsAway() {
        return turnedAway;
    }

    /// @throws IOException when it is a link that is not followed, or cannot be looked at
    public static LogTarget of(Path name) throws IOException {
        return of(name, owner -> owner == ROOT || !isRoot());
    }

    /// @param trusted whether the links of a user are followed
    static LogTarget of(Path name, Trust trusted) throws IOException {
        Path at = name;
        for (int i = 0; i <= MOST_LINKS; i++) {
            if (!Files.isSymbolicLink(at)) {
                return new LogTarget(at, false);
            }
            demandTrusted(at, trusted);
            if (Objects.requireNonNull(at.toAbsolutePath().getParent())
                    .toRealPath()
                    .startsWith(PROC)) {
                LogTarget kernels = new LogTarget(at, true);
                demandLog(kernels);
                return turnedAway && kernels.standardStream().isPresent() ? NOWHERE : kernels;
            }
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        throw new FileSystemLoopException(name.toString());
    }

    private static void demandLog(LogTarget kernels) throws IOException {
        Path directory = Objects.requireNonNull(kernels.path().toAbsolutePath().getParent())
                .toRealPath();
        if (directory.startsWith(SELF.toRealPath())
                && directory.endsWith("fd")
                && kernels.standardStream().isEmpty()) {
            throw new IOException(
                    kernels.path() + " is a descriptor of the supervisor itself; only 1 and 2 are for logs");
        }
    }

    /// Which of the supervisor's own standard streams it is, by whatever name, as 1 for `/dev/stdout`, `/dev/fd/1`
    /// or a link to one of them; empty when it is something else.
    public OptionalInt standardStream() throws IOException {
        if (!isKernels) {
            return OptionalInt.empty();
        }
        Path directory =
                Objects.requireNonNull(path.toAbsolutePath().getParent()).toRealPath();
        boolean ours = directory.startsWith(SELF.toRealPath()) && directory.endsWith("fd");
        String number = String.valueOf(path.getFileName());
        return ours && (number.equals("1") || number.equals("2"))
                ? OptionalInt.of(Integer.parseInt(number))
                : OptionalInt.empty();
    }

    /// As [#of], for a caller that does not go to the file step by step: the directories above it are looked at, too.
    public static LogTarget lookedAt(Path name) throws IOException {
        LogTarget target = of(name);
        Path parent = target.path().toAbsolutePath().getParent();
        if (parent != null && !target.isKernels()) {
            directory(parent);
        }
        return target;
    }

    /// The directory that `name` leads to, without links: those on the way have to be root's for a supervisor
    /// that is root.
    ///
    /// @throws IOException when there is one that is not followed
    public static Path directory(Path name) throws IOException {
        return directory(name, owner -> owner == ROOT || !isRoot());
    }

    static Path directory(Path name, Trust trusted) throws IOException {
        Path whole = name.toAbsolutePath().normalize();
        for (int i = 0; i <= MOST_LINKS; i++) {
            Optional<Path> link = firstLink(whole);
            if (link.isEmpty()) {
                return whole;
            }
            demandTrusted(link.get(), trusted);
            Path leadsTo = link.get().resolveSibling(Files.readSymbolicLink(link.get()));
            whole = leadsTo.resolve(link.get().relativize(whole)).normalize();
        }
        throw new FileSystemLoopException(name.toString());
    }

    private static Optional<Path> firstLink(Path whole) {
        Path at = whole.getRoot();
        for (Path step : whole) {
            at = at.resolve(step);
            if (Files.isSymbolicLink(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static void demandTrusted(Path link, Trust trusted) throws IOException {
        int owner = (Integer) Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (!trusted.follows(owner)) {
            throw new IOException(link + " is a symbolic link of user " + owner
                    + "; root follows only links that root made: remove it, or make it as root");
        }
    }

    /// What to open it with from Java.
    public Set<OpenOption> options(OpenOption... wanted) {
        Set<OpenOption> options = new HashSet<>(Set.of(wanted));
        if (!isKernels) {
            options.add(LinkOption.NOFOLLOW_LINKS);
        }
        return options;
    }

    /// What to look at it with from Java.
    public LinkOption[] looking() {
        return isKernels ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    /// Decides whose links are followed.
    @FunctionalInterface
    interface Trust {
        boolean follows(int owner) throws IOException;
    }

    /// Not by the owner of `/proc/self`, which is root for a process that gave root up (proc(5), on dumpable).
    private static boolean isRoot() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("Uid:")) {
                return line.strip().split("\\s+")[EFFECTIVE].equals("0");
            }
        }
        throw new IOException("the kernel does not say which user we are");
    }
}
