package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.taskmaster.linux.Libc.Function;

/// The children of ours that we did not spawn: what our programs had started, and what came to us when its own
/// parent died, as we are the reaper of orphans. Each belongs to the run that its mark names, or else to that
/// whose session or group it is in.
///
/// Nothing can be alive of a run whose leader is dead without one of these: who is left is an orphan, or
/// descends from one. So one list answers for all runs, and it is empty as long as programs leave nothing
/// behind. Each stranger is looked at once, when it is new.
final class Orphans {

    private static final int NOBODY = 0;
    /// How often one is looked at whose environment could not be read: it may have been becoming a program.
    private static final int MOST_LOOKS = 3;

    // https://man7.org/linux/man-pages/man2/pread.2.html
    private static final Function PREAD = Libc.function("pread64");

    private static final int LIST_BYTES = 4096;

    private final Libc libc;
    private final Optional<Descriptor> list;
    private final Block piece;
    private final long instance;
    private final IntPredicate isSpawned;
    private final IntFunction<OptionalLong> runOfSession;
    /// Those who were children of ours before there were programs: those of the program that started us.
    private final Set<Integer> before;

    /// The run of each, or [#NOBODY].
    private final Map<Integer, Long> runs = new HashMap<>();

    private final Map<Long, Integer> count = new HashMap<>();
    private final Map<Integer, Integer> doubts = new HashMap<>();
    private long readings;
    private long looks;

    /// @param instance what begins the marks of this supervisor, and of no other
    /// @param isSpawned whether a child was spawned here
    /// @param runOfSession the run whose leader has, or had, this pid
    Orphans(Libc libc, Arena arena, long instance, IntPredicate isSpawned, IntFunction<OptionalLong> runOfSession) {
        this.libc = libc;
        this.list = open(libc);
        this.piece = new Block(arena, LIST_BYTES);
        this.instance = instance;
        this.isSpawned = isSpawned;
        this.runOfSession = runOfSession;
        this.before = new HashSet<>(present());
    }

    /// What the processes of a run bear.
    String mark(long run) {
        return RunMarks.of(instance, run);
    }

    /// Whether there are any at all: if not, nothing is left of any run whose leader is reaped.
    boolean areThere() {
        return list.isEmpty() || !runs.isEmpty() || readList(0) != 0;
    }

    /// Whether there is one of this run; the list is read anew when none is known.
    boolean hasOf(long run) {
        if (!count.containsKey(run)) {
            read();
        }
        return count.containsKey(run);
    }

    /// All of this run, as they are now.
    List<Integer> of(long run) {
        read();
        List<Integer> found = new ArrayList<>();
        runs.forEach((pid, its) -> {
            if (its == run) {
                found.add(pid);
            }
        });
        return found;
    }

    /// All there are, of every run and of none.
    List<Integer> all() {
        read();
        return List.copyOf(runs.keySet());
    }

    /// The run of one that is about to be reaped.
    OptionalLong runOf(int pid) {
        long run = runs.containsKey(pid) ? runs.get(pid) : runByKin(pid);
        return run == NOBODY ? OptionalLong.empty() : OptionalLong.of(run);
    }

    /// One was reaped.
    void reaped(int pid) {
        before.remove(pid);
        drop(pid);
    }

    /// What was done so far.
    Effort effort() {
        return new Effort(readings, looks);
    }

    /// @param readings of the list
    /// @param looks at single processes
    record Effort(long readings, long looks) {}

    void close() {
        list.ifPresent(Descriptor::close);
    }

    /// Opened once, as every death asks for it.
    private static Optional<Descriptor> open(Libc libc) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] path = ProcessTree.listOfOurFirstThread().getBytes(StandardCharsets.US_ASCII);
            Block text = new Block(arena, path.length + 1);
            text.put(0, path);
            int number = Descriptor.open(libc, text.address(), Descriptor.O_RDONLY, 0);
            return number < 0 ? Optional.empty() : Optional.of(new Descriptor(libc, number));
        }
    }

    private List<Integer> present() {
        if (list.isEmpty()) {
            return ProcessTree.childrenBySearch();
        }
        int got = readList(0);
        if (got <= 0) {
            return List.of();
        }
        StringBuilder text = new StringBuilder();
        while (got > 0) {
            text.append(new String(piece.bytes(0, got), StandardCharsets.US_ASCII));
            got = readList(text.length());
        }
        return ProcessTree.numbers(text.toString());
    }

    private int readList(int from) {
        return libc.call(PREAD, list.orElseThrow().number(), piece.address(), piece.size(), from);
    }

    private void drop(int pid) {
        doubts.remove(pid);
        Long run = runs.remove(pid);
        if (run != null) {
            count.computeIfPresent(run, (_, many) -> many == 1 ? null : many - 1);
        }
    }

    private void read() {
        readings++;
        List<Integer> present = present();
        if (present.isEmpty() && runs.isEmpty()) {
            return;
        }
        Set<Integer> now = new HashSet<>(present);
        for (int pid : List.copyOf(runs.keySet())) {
            if (!now.contains(pid)) {
                drop(pid);
            }
        }
        for (int pid : present) {
            boolean known = runs.containsKey(pid) && !doubts.containsKey(pid);
            if (!known && !before.contains(pid) && !isSpawned.test(pid)) {
                note(pid);
            }
        }
    }

    private void note(int pid) {
        looks++;
        String environment = ProcFiles.environment(pid);
        long run = runByMark(environment).orElseGet(() -> runByKin(pid));
        int tries = doubts.getOrDefault(pid, 0) + 1;
        drop(pid);
        if (run == NOBODY && environment.isEmpty() && tries < MOST_LOOKS) {
            doubts.put(pid, tries);
        }
        runs.put(pid, run);
        count.merge(run, 1, Integer::sum);
    }

    private OptionalLong runByMark(String environment) {
        String begin = '\0' + RunMarks.VARIABLE + '=' + RunMarks.beginning(instance);
        int found = environment.indexOf(begin);
        int end = environment.indexOf('\0', found + begin.length());
        if (found < 0 || end < 0) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(environment.substring(found + begin.length(), end)));
        } catch (NumberFormatException _) {
            // The text of another program.
            return OptionalLong.empty();
        }
    }

    private long runByKin(int pid) {
        Optional<ProcessTree.Seen> seen = ProcessTree.look(pid);
        if (seen.isEmpty()) {
            return NOBODY;
        }
        OptionalLong bySession = runOfSession.apply(seen.get().session());
        return bySession.isPresent()
                ? bySession.getAsLong()
                : runOfSession.apply(seen.get().group()).orElse(NOBODY);
    }
}
