package org.taskmaster.main;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.taskmaster.config.SupervisorName;
import org.taskmaster.linux.AbstractName;
import org.taskmaster.linux.DirectoryLock;
import org.taskmaster.linux.SocketPeer;
import org.taskmaster.linux.User;
import org.taskmaster.linux.UserDatabase;
import org.taskmaster.main.Identity.Notice;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Reason;
import org.taskmaster.model.ShellWord;

/// What keeps a second supervisor away from our configuration and our state, whatever becomes of the pid file
/// and the socket: names in the kernel, and a lock on the state directory itself. The kernel takes them away
/// when we die.
final class OneSupervisor implements AutoCloseable {

    private static final int ROOT = 0;

    /// How long one that answers no client any more is waited for: it ends.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration BETWEEN = Duration.ofMillis(20);

    private final Optional<FileChannel> configuration;
    private final List<AbstractName> names;
    private final List<Notice> notices;
    private Optional<DirectoryLock> lock;
    private boolean left;

    private OneSupervisor(
            Optional<FileChannel> configuration,
            List<AbstractName> names,
            Optional<DirectoryLock> lock,
            List<Notice> notices) {
        this.configuration = configuration;
        this.names = List.copyOf(names);
        this.lock = lock;
        this.notices = List.copyOf(notices);
    }

    /// What a supervisor is known by. To be found out before root is given up, who may look anywhere.
    ///
    /// @param held the configuration, kept open so that no other file gets its number
    record Claim(Path file, FileChannel held, List<String> names, int uid) {

        /// @param user whom the supervisor becomes
        static Claim of(Path file, User user) {
            try {
                FileChannel held = FileChannel.open(file, StandardOpenOption.READ);
                return new Claim(
                        file,
                        held,
                        List.of(SupervisorName.ofPath(file, user.uid()), SupervisorName.ofFile(file, user.uid())),
                        user.uid());
            } catch (IOException e) {
                throw new StartRefused("cannot read " + file + " again: " + Reason.of(e));
            }
        }

        /// A refusal, and that another supervisor runs, which it does not mention: what is in the way may be
        /// in its way, too.
        StartRefused withHolder(StartRefused refused) {
            if (refused.namesAnother()) {
                return refused;
            }
            return SupervisorName.find(file, holder -> holder == uid)
                    .map(holder -> {
                        String pid = holder.pid().isPresent()
                                ? " with pid " + holder.pid().getAsLong()
                                : "";
                        List<String> lines = new ArrayList<>(refused.lines());
                        lines.add("another Taskmaster runs with this configuration already" + pid
                                + ": this may be in its way, too");
                        return new StartRefused(lines);
                    })
                    .orElse(refused);
        }
    }

    /// Takes all of it.
    ///
    /// @param rival finds what another supervisor is doing that listens at our socket
    /// @param carried what is ours already
    /// @throws StartRefused when another supervisor has one of them
    static OneSupervisor take(
            Claim claim, Path statedir, Path socket, Supplier<RivalState> rival, Optional<Carried> carried) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Taking taking = new Taking(claim, statedir, carried);
            try {
                taking.all();
            } catch (IOException e) {
                taking.drop();
                throw new StartRefused("cannot lock the state directory " + statedir + " (" + Reason.of(e)
                        + "); name another by statedir: in the taskmaster: section");
            }
            if (taking.rival.isEmpty()) {
                return new OneSupervisor(Optional.of(claim.held()), taking.names, taking.lock, taking.notices);
            }
            taking.drop();
            RivalState state = rival.get();
            if (state != RivalState.ANSWERS_NOBODY || System.nanoTime() - deadline >= 0) {
                throw new StartRefused(taking.rival.get().words(state, claim.file(), socket));
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    /// To be said about it.
    List<Notice> notices() {
        return notices;
    }

    /// What a client that looks for us finds.
    List<AbstractName> names() {
        return names;
    }

    /// Locks the directory that is in the place of the one that was locked.
    ///
    /// @return why that cannot be done
    Optional<String> lockAgain(Path statedir) throws IOException {
        return switch (DirectoryLock.take(statedir)) {
            case DirectoryLock.Attempt.Taken(DirectoryLock taken) -> {
                lock.ifPresent(DirectoryLock::close);
                lock = Optional.of(taken);
                yield Optional.empty();
            }
            case DirectoryLock.Attempt.Held(OptionalInt pid) ->
                Optional.of((pid.isPresent() ? "pid " + pid.getAsInt() : "a process in another container")
                        + " holds a lock on what is there now");
            // As was said at the start.
            case DirectoryLock.Attempt.Impossible _ -> Optional.empty();
        };
    }

    /// Has all of it stay with this process, whatever that becomes.
    ///
    /// @return the descriptors
    Map<String, List<Integer>> leave() {
        left = true;
        return Map.of(
                Carried.NAMES, names.stream().map(AbstractName::number).toList(),
                Carried.LOCK, lock.stream().map(DirectoryLock::number).toList());
    }

    @Override
    public void close() {
        if (left) {
            return;
        }
        names.forEach(AbstractName::close);
        lock.ifPresent(DirectoryLock::close);
        try {
            if (configuration.isPresent()) {
                configuration.get().close();
            }
        } catch (IOException e) {
            Console.complain("taskmaster: closing the configuration: " + Reason.of(e));
        }
    }

    /// Another supervisor.
    ///
    /// @param what it has, as `runs /srv/x.yaml`
    private record Rival(String what, OptionalInt pid, String knownBy, boolean sameState) {

        List<String> words(RivalState state, Path file, Path socket) {
            String who = pid.isPresent() ? "pid " + pid.getAsInt() : "in another container, or hidden from here";
            String end = pid.isPresent() ? "kill " + pid.getAsInt() : "stop it where it runs";
            // How it is known says nothing to a user who can be given its number.
            String first = "another Taskmaster " + what + " already: " + who
                    + (pid.isPresent() ? "" : "; that is known by " + knownBy);
            String own = sameState ? " Or give this one a statedir: of its own in the taskmaster: section." : "";
            return switch (state) {
                case RUNNING ->
                    List.of(
                            first,
                            "Talk to it: " + LauncherName.ctl() + " -c " + ShellWord.of(file) + " status. End it: "
                                    + LauncherName.ctl() + " -c "
                                    + ShellWord.of(file)
                                    + " shutdown --wait." + own);
                case ENDING ->
                    List.of(
                            first,
                            "It is ending. Wait for its end: " + LauncherName.ctl() + " -c " + ShellWord.of(file)
                                    + " shutdown --wait. Then start this one again.");
                case ANSWERS_NOBODY ->
                    List.of(
                            first,
                            "It does not answer at " + socket + ": a socket that was removed comes back by itself; one"
                                    + " that is named anew in the file does so with a new start only.",
                            "End it: " + end + ". Then start this one again." + own);
            };
        }
    }

    /// One attempt.
    private static final class Taking {

        private final Claim claim;
        private final Path statedir;
        private final Optional<Carried> carried;
        private final List<AbstractName> names = new ArrayList<>();
        private final List<Notice> notices = new ArrayList<>();
        private Optional<DirectoryLock> lock = Optional.empty();
        private Optional<Rival> rival = Optional.empty();

        Taking(Claim claim, Path statedir, Optional<Carried> carried) {
            this.claim = claim;
            this.statedir = statedir;
            this.carried = carried;
        }

        void all() throws IOException {
            for (String name : claim.names()) {
                take(name, "runs " + claim.file(), false);
            }
            take(SupervisorName.ofState(statedir, claim.uid()), "has its state in " + statedir, true);
            if (rival.isEmpty()) {
                lock();
            }
        }

        private void take(String name, String what, boolean sameState) {
            if (rival.isPresent()) {
                return;
            }
            Optional<Integer> kept = carried.flatMap(its -> its.name(name));
            if (kept.isPresent()) {
                names.add(AbstractName.kept(kept.get()));
                return;
            }
            switch (AbstractName.take(name)) {
                case AbstractName.Attempt.Taken(AbstractName taken) -> names.add(taken);
                case AbstractName.Attempt.Held(SocketPeer by) -> {
                    if (by.uid() == claim.uid() || by.uid() == ROOT) {
                        String known = "the name @" + name + " that it holds in the kernel";
                        rival = Optional.of(new Rival(what, OptionalInt.of(by.pid()), known, sameState));
                    } else {
                        stranger("user " + nameOf(by.uid()) + " (pid " + by.pid() + ")", name);
                    }
                }
                case AbstractName.Attempt.HeldInSilence _ -> stranger("a process that does not identify itself", name);
            }
        }

        /// No reason not to start: any process may take such names.
        private void stranger(String who, String name) {
            notices.add(new Notice(
                    LogLevel.WARN,
                    who + " holds the name @" + name
                            + ", by which a second supervisor would be noticed; end that process, and start again"));
        }

        private void lock() throws IOException {
            lock = carried.flatMap(its -> its.lock(statedir)).map(DirectoryLock::kept);
            if (lock.isPresent()) {
                return;
            }
            switch (DirectoryLock.take(statedir)) {
                case DirectoryLock.Attempt.Taken(DirectoryLock taken) -> lock = Optional.of(taken);
                case DirectoryLock.Attempt.Held(OptionalInt pid) -> {
                    Optional<String> stranger = pid.isPresent() ? stranger(pid.getAsInt()) : Optional.empty();
                    if (stranger.isPresent()) {
                        notices.add(new Notice(
                                LogLevel.WARN,
                                stranger.get() + " holds a lock on " + statedir
                                        + "; end it, and let no other user into that directory"));
                    } else {
                        String known = "its lock on that directory";
                        rival = Optional.of(new Rival("has its state in " + statedir, pid, known, true));
                    }
                }
                case DirectoryLock.Attempt.Impossible(String why) ->
                    notices.add(new Notice(
                            LogLevel.WARN,
                            "the file system of " + statedir + " has no locks (" + why
                                    + "): a second supervisor is noticed on this machine only"));
            }
        }

        /// A supervisor that gave root up looks as if it were root's (proc(5), on dumpable).
        /// It holds its lock itself, as long as it lives.
        ///
        /// @param pid of the process that took a lock
        /// @return who holds it, when that is no supervisor that could be ours
        private Optional<String> stranger(int pid) throws IOException {
            try {
                Object owner = Files.getAttribute(Path.of("/proc/" + pid), "unix:uid");
                return owner.equals(ROOT) || owner.equals(claim.uid())
                        ? Optional.empty()
                        : Optional.of("pid " + pid + " of another user");
            } catch (NoSuchFileException _) {
                return Optional.of("a process that has a lock from pid " + pid + ", which has ended,");
            }
        }

        private static String nameOf(int uid) {
            return UserDatabase.find(Integer.toString(uid)).map(User::name).orElse(Integer.toString(uid));
        }

        void drop() {
            names.forEach(AbstractName::close);
            lock.ifPresent(DirectoryLock::close);
        }
    }
}
