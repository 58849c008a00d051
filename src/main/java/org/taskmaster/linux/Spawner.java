package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.host.Channels;
import org.taskmaster.host.SpawnResult;
import org.taskmaster.host.SpawnResult.SpawnFailed;
import org.taskmaster.host.SpawnResult.Spawned;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.ThreadLimit;

/// Starts processes.
///
/// [posix_spawn(3)](https://man7.org/linux/man-pages/man3/posix_spawn.3.html) clones without copying
/// memory and stops only the calling thread, whatever the size of the JVM. What it cannot set, the process
/// inherits from a thread that has it (umask; see [CallList]), or gives itself (user; see [UserSwitches]).
final class Spawner implements AutoCloseable {

    private static final Function POSIX_SPAWN = Libc.function("posix_spawn");
    private static final Function ACTIONS_INIT = Libc.function("posix_spawn_file_actions_init");
    private static final Function ACTIONS_DESTROY = Libc.function("posix_spawn_file_actions_destroy");
    // https://man7.org/linux/man-pages/man3/posix_spawn_file_actions_adddup2.3p.html
    private static final Function ADD_DUP2 = Libc.function("posix_spawn_file_actions_adddup2");
    // https://man7.org/linux/man-pages/man3/posix_spawn_file_actions_addopen.3p.html
    private static final Function ADD_OPEN = Libc.function("posix_spawn_file_actions_addopen");
    // https://sourceware.org/glibc/manual/latest/html_node/Creating-a-Process.html (2.29 and 2.34)
    private static final Function ADD_CHDIR = Libc.function("posix_spawn_file_actions_addchdir_np");
    private static final Function ADD_CLOSE_FROM = Libc.function("posix_spawn_file_actions_addclosefrom_np");
    // https://man7.org/linux/man-pages/man3/posix_spawnattr_init.3p.html
    private static final Function ATTRIBUTES_INIT = Libc.function("posix_spawnattr_init");
    private static final Function SET_FLAGS = Libc.function("posix_spawnattr_setflags");
    private static final Function SET_MASK = Libc.function("posix_spawnattr_setsigmask");
    private static final Function SET_DEFAULTS = Libc.function("posix_spawnattr_setsigdefault");

    // https://man7.org/linux/man-pages/man2/syscall.2.html
    private static final Function SYSCALL = Libc.function("syscall");
    // https://man7.org/linux/man-pages/man2/umask.2.html
    private static final Function UMASK = Libc.function("umask");

    private static final int CLONE_FS = 0x200;
    private static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int POSIX_SPAWN_SETSID = 0x80;

    /// On x86-64 they take 80, 336 and 128 bytes.
    private static final int ACTIONS_BYTES = 256;

    private static final int ATTRIBUTES_BYTES = 512;
    private static final int SIGSET_BYTES = 128;
    private static final int FIRST_OTHER_DESCRIPTOR = 3;

    /// What nearly all terminals understand, and their models.
    private static final Map<String, String> TERMINAL_TYPE = Map.of("TERM", "xterm-256color");

    private final Libc libc;
    private final Environment base;
    private final DescriptorLimits limits;
    private final Descriptor nowhere;
    private final FileStatus files;
    private final CommandLookup lookup;
    private final SpawnBlock texts;
    private final CallList calls;
    private final SpawnDiagnosis diagnosis;
    /// There from the first process of another user on.
    private Optional<UserSwitches> userSwitches = Optional.empty();
    private final ChannelOwners owners;
    private final Block attributes;
    private final Block actions;
    /// For a program that has no input, whose output is discarded, and that starts where the supervisor runs.
    private final Block plainActions;

    /// The name of the terminal of a new process.
    private final Block terminalName;

    private final Block pid;
    private final int ourUid;
    private final StartTimes startTimes;

    /// What becomes descriptors 0 to 2 of a new process.
    ///
    /// @param stdin [#TERMINAL]: all three are the terminal whose name was written
    private record Streams(int stdin, int stdout, int stderr) {
        static final Streams TERMINAL = new Streams(-1, -1, -1);

        boolean allAre(int number) {
            return stdin == number && stdout == number && stderr == number;
        }
    }

    /// Our ends of what a new process has as its standard input, made while it is spawned; what is
    /// there belongs to the caller.
    record Inputs(NewPipe pipe, NewTerminal terminal) {}

    /// @param base what programs inherit
    Spawner(Libc libc, Arena arena, Environment base, DescriptorLimits limits) {
        this.libc = libc;
        this.base = base;
        this.limits = limits;
        this.files = new FileStatus(libc, arena);
        this.nowhere = openNowhere();
        this.lookup = new CommandLookup(files);
        this.texts = new SpawnBlock(arena);
        // Our thread waits while the other one uses its door to the library, so one list is enough.
        this.calls = new CallList(libc.another(arena));
        this.diagnosis = new SpawnDiagnosis(
                files, () -> new FileRights(libc, arena, calls), new ProgramFile(libc, arena, files));
        this.attributes = new Block(arena, ATTRIBUTES_BYTES);
        this.actions = new Block(arena, ACTIONS_BYTES);
        this.plainActions = new Block(arena, ACTIONS_BYTES);
        this.terminalName = NewTerminal.nameBlock(arena);
        this.pid = new Block(arena, Long.BYTES);
        this.startTimes = new StartTimes(libc, arena);
        this.ourUid = UserDatabase.currentUid();
        this.owners = new ChannelOwners(libc, ourUid);
        libc.call(ACTIONS_INIT, plainActions.address());
        addStreams(plainActions.address(), new Streams(nowhere.number(), nowhere.number(), nowhere.number()));
        // The JVM's own files are not close-on-exec.
        added(libc.call(ADD_CLOSE_FROM, plainActions.address(), FIRST_OTHER_DESCRIPTOR));
        prepareAttributes(new Block(arena, SIGSET_BYTES), new Block(arena, SIGSET_BYTES));
    }

    /// As [org.taskmaster.host.Host#spawn].
    ///
    /// @param own the variables that say who it is
    /// @param inputs the process's standard input is made there
    SpawnResult spawn(Launch launch, List<Map<String, String>> own, Channels channels, Inputs inputs) {
        try (Arena arena = Arena.ofConfined();
                OutputFiles outputs = new OutputFiles(libc, files, nowhere)) {
            Optional<User> user = otherUser(launch.user());
            Environment environment = environment(launch, own, user);
            String command = launch.command().getFirst();
            String program = lookup.find(command, environment, launch.workingdir());
            SpawnAttempt attempt = new SpawnAttempt(command, program, launch.workingdir(), user);
            if (user.isPresent()) {
                List<String> words = userSwitches().prepare(attempt, user.get(), launch);
                texts.write(Trampoline.PATH, Optional.empty(), words, environment);
            } else {
                texts.write(program, launch.workingdir(), launch.command(), environment);
            }
            return start(attempt, launch.umask(), streams(launch, channels, outputs, inputs, user));
        } catch (SpawnRefused refused) {
            return new SpawnFailed(refused.reason());
        } catch (LinuxError error) {
            // Never seen; but no failure of one process may be a failure of the supervisor.
            return new SpawnFailed(String.valueOf(error.getMessage()));
        }
    }

    /// Opens where is logged what a process with a terminal says.
    ///
    /// @return -1 when it is not logged; else a descriptor for the caller to close
    int openLog(Launch launch, Channels channels) throws SpawnRefused {
        try (OutputFiles outputs = new OutputFiles(libc, files, nowhere)) {
            return outputs.openForTerminal(launch, channels);
        }
    }

    /// How a process ended that was spawned here: as the kernel reports it, unless its program never ran.
    ExitStatus verdict(int pid, ExitStatus exit) {
        return userSwitches.isPresent() ? userSwitches.get().verdict(pid, exit) : exit;
    }

    @Override
    public void close() {
        userSwitches.ifPresent(UserSwitches::close);
        nowhere.close();
    }

    private Streams streams(Launch launch, Channels channels, OutputFiles outputs, Inputs inputs, Optional<User> user)
            throws SpawnRefused {
        if (launch.stdin() == Stdin.TERMINAL) {
            int log = outputs.openForTerminal(launch, channels);
            inputs.terminal().open(user, terminalName, log, launch.stdout() instanceof Output.Captured);
            return Streams.TERMINAL;
        }
        outputs.open(launch, channels);
        owners.give(launch, channels, outputs, user);
        int stdin = launch.stdin() == Stdin.PIPE ? inputs.pipe().open(files, user) : nowhere.number();
        return new Streams(stdin, outputs.stdout(), outputs.stderr());
    }

    private Spawned start(SpawnAttempt attempt, OptionalInt umask, Streams streams) throws SpawnRefused {
        boolean departs = attempt.user().isPresent();
        boolean plain = isPlain(streams) && !departs;
        calls.clear();
        if (umask.isPresent() && !departs) {
            calls.add(SYSCALL, Abi.SYS_UNSHARE, CLONE_FS);
            calls.add(UMASK, umask.getAsInt());
        }
        calls.add(
                POSIX_SPAWN,
                pid.address(),
                texts.path(),
                plain ? plainActions.address() : actions.address(),
                attributes.address(),
                texts.arguments(),
                texts.environment());
        if (!(plain ? run() : runWithActions(streams, departs))) {
            throw new SpawnRefused("cannot start another process: " + ThreadLimit.IN_FULL);
        }
        if (!calls.reachedLast()) {
            throw new SpawnRefused("cannot set its umask: " + Errno.words(-calls.result()));
        }
        // posix_spawn returns an error number, and leaves errno alone.
        int error = Math.abs(calls.result());
        if (error != 0) {
            throw new SpawnRefused(
                    departs ? userSwitches().explain(error, attempt) : diagnosis.explain(error, attempt));
        }
        if (departs) {
            userSwitches().add(pid.int32(0), attempt);
        }
        return new Spawned(startTimes.identify(pid.int32(0)));
    }

    private boolean runWithActions(Streams streams, boolean departs) {
        libc.call(ACTIONS_INIT, actions.address());
        try {
            addActions(actions.address(), streams, departs);
            return run();
        } finally {
            libc.call(ACTIONS_DESTROY, actions.address());
        }
    }

    /// @return whether there was a thread for it
    private boolean run() {
        // Only now: adding an action checks its descriptors against the limit.
        limits.beforeSpawn();
        startTimes.before();
        try {
            return calls.isSingle() ? calls.runHere() : calls.runOnOwnThread();
        } finally {
            limits.afterSpawn();
        }
    }

    private UserSwitches userSwitches() {
        if (userSwitches.isEmpty()) {
            userSwitches = Optional.of(new UserSwitches(libc, diagnosis));
        }
        return userSwitches.get();
    }

    /// Whether the actions are those that were prepared once and for all.
    private boolean isPlain(Streams streams) {
        return texts.workingdir() == 0 && streams.allAre(nowhere.number());
    }

    private void addActions(long at, Streams streams, boolean departs) {
        addStreams(at, streams);
        if (texts.workingdir() != 0) {
            added(libc.call(ADD_CHDIR, at, texts.workingdir()));
        }
        int others = FIRST_OTHER_DESCRIPTOR;
        if (departs) {
            added(libc.call(ADD_DUP2, at, userSwitches().image(), Trampoline.IMAGE));
            added(libc.call(ADD_DUP2, at, userSwitches().reporting(), Trampoline.REPORT));
            others = Trampoline.REPORT + 1;
        }
        added(libc.call(ADD_CLOSE_FROM, at, others));
    }

    private void addStreams(long at, Streams streams) {
        if (streams.equals(Streams.TERMINAL)) {
            // Without O_NOCTTY, by the leader of a new session: it becomes the controlling terminal.
            added(libc.call(ADD_OPEN, at, 0, terminalName.address(), Descriptor.O_RDWR, 0));
            added(libc.call(ADD_DUP2, at, 0, 1));
            added(libc.call(ADD_DUP2, at, 0, 2));
        } else {
            added(libc.call(ADD_DUP2, at, streams.stdin(), 0));
            added(libc.call(ADD_DUP2, at, streams.stdout(), 1));
            added(libc.call(ADD_DUP2, at, streams.stderr(), 2));
        }
    }

    /// These functions return the error number.
    private static void added(int error) {
        LinuxError.check(-error, "posix_spawn_file_actions", "preparing a spawn");
    }

    /// Whom the process runs as; empty when that is the supervisor's own user.
    private Optional<User> otherUser(Optional<String> name) throws SpawnRefused {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<User> user = UserDatabase.find(name.get());
        if (user.isEmpty()) {
            throw new SpawnRefused("there is no user '" + name.get() + "'");
        }
        return user.get().uid() == ourUid ? Optional.empty() : user;
    }

    private Environment environment(Launch launch, List<Map<String, String>> own, Optional<User> user) {
        List<Map<String, String>> all = new ArrayList<>();
        if (launch.stdin() == Stdin.TERMINAL) {
            all.add(TERMINAL_TYPE);
        }
        all.addAll(own);
        user.ifPresent(known -> all.add(known.environment()));
        all.add(launch.environment());
        return base.with(all);
    }

    private void prepareAttributes(Block none, Block all) {
        all.fill(0xFF);
        long at = attributes.address();
        libc.call(ATTRIBUTES_INIT, at);
        libc.call(SET_FLAGS, at, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        libc.call(SET_MASK, at, none.address());
        libc.call(SET_DEFAULTS, at, all.address());
    }

    /// Opens `/dev/null` beyond the standard descriptors, filling those that were closed at the start:
    /// else a log could become descriptor 0 to 2, and be overwritten while it is put in place.
    private Descriptor openNowhere() {
        while (true) {
            int number = Descriptor.open(libc, files.address("/dev/null"), Descriptor.O_RDWR, 0);
            LinuxError.check(number, "open", "opening /dev/null");
            if (number >= FIRST_OTHER_DESCRIPTOR) {
                return new Descriptor(libc, number);
            }
        }
    }
}
