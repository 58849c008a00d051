package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Plumbing.Outlet;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Reason;
import org.taskmaster.rotation.OldLogs;
import org.taskmaster.rotation.Period;

/// A file of captured output, open for writing, and its rotation. All streams that go to one path share
/// one of these, so that only one hand sets the file aside.
///
/// What is in the way comes as an [IOException], and the next use tries anew: it heals when the cause is
/// gone. A rotation that fails is noted and tried again later, and the file grows meanwhile: output is more
/// important than its arrangement.
final class KeptLog implements AutoCloseable {

    /// How often to look whether the name still leads to the file.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /// How long to write on after a rotation that failed.
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);

    private final Plumbing plumbing;
    private final LogClock clock;
    private final OldLogs old;
    private final Consumer<KeptLog> unused;
    private KeptFile settings;
    private Optional<Outlet> open = Optional.empty();
    private long size;
    private long lookedAt;
    private Optional<Long> noRotationUntil = Optional.empty();
    private Optional<String> rotationTrouble = Optional.empty();
    private Optional<Period> period = Optional.empty();
    private final Set<String> writers = new HashSet<>();
    private int users;
    private boolean lookedAfter;

    /// @param unused is called when no stream goes here any more
    KeptLog(Plumbing plumbing, LogClock clock, OldLogs old, KeptFile settings, Consumer<KeptLog> unused) {
        this.plumbing = plumbing;
        this.clock = clock;
        this.old = old;
        this.settings = settings;
        this.unused = unused;
    }

    Path path() {
        return settings.path();
    }

    KeptFile settings() {
        return settings;
    }

    /// Puts other settings in force for the same path.
    void retune(KeptFile changed) {
        settings = changed;
        noRotationUntil = Optional.empty();
        lookedAfter = false;
        period = changed.every().map(every -> Period.of(every, clock.local()));
    }

    /// One more stream goes here.
    ///
    /// @param runAs whom its process may run as
    void join(Set<String> runAs) {
        users++;
        writers.addAll(runAs);
    }

    /// One stream less goes here. The last one closes the file.
    void leave() {
        users--;
        if (users == 0) {
            close();
            unused.accept(this);
        }
    }

    boolean isShared() {
        return users > 1;
    }

    /// The file, open, and [#size] as it is now.
    Outlet ready() throws IOException {
        long now = clock.nanos();
        if (open.isPresent() && now - lookedAt > LOOK_AGAIN.toNanos()) {
            lookedAt = now;
            if (open.get().isRegular() && !open.get().isAt(path())) {
                close();
            }
        }
        if (open.isEmpty()) {
            open = Optional.of(openNow());
            lookedAt = now;
        }
        size = open.get().size();
        return open.get();
    }

    /// How long it was when [#ready] looked, and what was written since.
    long size() {
        return size;
    }

    /// Takes note of bytes that were written.
    void grew(int bytes) {
        size += bytes;
    }

    /// How many more bytes it may take.
    long room() {
        boolean rotates = settings.maxBytes().bytes() > 0 && mayRotate();
        return rotates ? settings.maxBytes().bytes() - size : Long.MAX_VALUE;
    }

    /// How many bytes a file may have; the largest number when there is no bound.
    long most() {
        return settings.maxBytes().bytes() > 0 ? settings.maxBytes().bytes() : Long.MAX_VALUE;
    }

    /// Whether it is time to set it aside, whatever its size.
    boolean isDue() {
        return size > 0 && mayRotate() && period.isPresent() && period.get().isOver(clock.local());
    }

    /// When [#isDue] may next become true; empty: never.
    Optional<Duration> untilDue() {
        return period.map(span -> span.untilEnd(clock.local()));
    }

    /// Whether what is written next begins a line. Comes after [#ready].
    boolean isAtLineStart() throws IOException {
        if (size == 0) {
            return true;
        }
        byte[] last = new byte[1];
        return open.orElseThrow().read(last, 0, 1, size - 1) == 1 && last[0] == '\n';
    }

    /// Sets the file aside and begins a new one.
    void rotate() throws IOException {
        try {
            old.setAside(settings, owners());
            noRotationUntil = Optional.empty();
            rotationTrouble = Optional.empty();
        } catch (IOException failed) {
            cannotRotate(failed);
        }
        close();
        period = settings.every().map(every -> Period.of(every, clock.local()));
        ready();
    }

    private void cannotRotate(IOException why) {
        noRotationUntil = Optional.of(clock.nanos() + AFTER_A_FAILURE.toNanos());
        rotationTrouble = Optional.of("is written, but cannot rotate " + path() + ": " + Reason.of(why));
    }

    /// What keeps it from being rotated; empty: nothing.
    Optional<String> rotationTrouble() {
        return rotationTrouble;
    }

    /// Empties it.
    ///
    /// @return what stood in the way; empty when it was done
    Optional<String> emptied() {
        try {
            ready().truncate(0);
            size = 0;
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of("cannot empty " + path() + ": " + Reason.of(failed));
        }
    }

    /// Closes the file; the next use opens whatever has its name then.
    @Override
    public void close() {
        open.ifPresent(Outlet::close);
        open = Optional.empty();
    }

    private boolean mayRotate() {
        return open.isPresent()
                && open.get().isRegular()
                && (noRotationUntil.isEmpty() || clock.nanos() - noRotationUntil.get() > 0);
    }

    private Outlet openNow() throws IOException {
        Outlet outlet = plumbing.openOutlet(path(), owners());
        try {
            if (outlet.isNew()) {
                outlet.give(settings.owner(), settings.mode());
            }
            lookAfterOld(outlet);
            if (period.isEmpty() && settings.every().isPresent()) {
                period = Optional.of(Period.of(settings.every().get(), whenLastWritten(outlet)));
            }
            return outlet;
        } catch (IOException | RuntimeException failed) {
            outlet.close();
            throw failed;
        }
    }

    /// Who may own the file, beside root.
    private Set<String> owners() {
        Set<String> owners = new HashSet<>(writers);
        settings.owner()
                .map(owner -> owner.contains(":") ? owner.substring(0, owner.indexOf(':')) : owner)
                .filter(owner -> !owner.isEmpty())
                .ifPresent(owners::add);
        return owners;
    }

    private void lookAfterOld(Outlet outlet) throws IOException {
        if (settings.rotates() && !lookedAfter && outlet.isRegular()) {
            long now = outlet.size();
            try {
                old.lookAfter(settings, now, owners());
                lookedAfter = true;
                rotationTrouble = Optional.empty();
            } catch (IOException failed) {
                cannotRotate(failed);
            }
        }
    }

    /// A file that was written to yesterday is due today, though no supervisor ran at midnight.
    private ZonedDateTime whenLastWritten(Outlet outlet) throws IOException {
        return outlet.size() == 0
                ? clock.local()
                : Files.getLastModifiedTime(path()).toInstant().atZone(clock.zone());
    }
}
