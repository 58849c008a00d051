package org.taskmaster.linux;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.taskmaster.linux.DescriptorMail.Letter;
import org.taskmaster.linux.Libc.Function;
import org.taskmaster.linux.TerminalHolder.Ends;
import org.taskmaster.linux.TerminalHolder.Found;
import org.taskmaster.linux.TerminalHolder.Line;

/// Keeps the terminals of programs open beyond the end of the supervisor, however that comes.
///
/// ```
///   put ─▶ a letter with the terminal ─▶ [ queue of a socket: the kernel's ] ─▶ takeAll, by the next supervisor
///                                              held open by us, and by the TerminalHolder
/// ```
///
/// What is in a letter that nobody has taken is open, whoever has sent it: so each terminal is put there before its
/// process is made, and nobody has to read anything in the moment in which a supervisor is killed. Letters are only
/// ever looked at, and thrown away when what they hold has been put in anew behind them: there is no moment in
/// which a terminal is not in the queue. What is there twice counts as it was put in last.
///
/// It has the log of a terminal, too: a pipe that nobody holds open loses what is in it.
///
/// [#put], [#takeAll], [#lineEnded] and [#close] are for the thread that owns the host; the others for any.
final class TerminalKeep implements AutoCloseable {

    // https://man7.org/linux/man-pages/man2/setsockopt.2.html
    private static final Function SETSOCKOPT = Libc.function("setsockopt");

    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_PEEK_OFF = 42;
    /// As much as the system allows of it: one letter takes about a thousand bytes of it, or three thousand
    /// when full.
    private static final int QUEUE_BYTES = 1 << 20;

    private static final int ETOOMANYREFS = 109;

    static final int NONE = -1;

    private static final String UNKEPT = "programs with a terminal (tty: true) would not outlive this supervisor: ";
    private static final String UNTAKEN = "the terminals that the supervisor before this one has kept cannot be had: ";

    private static final long FORMAT = 1;
    /// How many terminals fit into one letter: each has a log at most, and two numbers in the text.
    private static final int MOST_IN_ONE = DescriptorMail.MOST_DESCRIPTORS / 2;

    private static final int NUMBERS_BYTES = 2 * Long.BYTES;

    /// More letters than this are written anew as few.
    private static final int MOST_LETTERS = 64;

    /// One that ends earlier is not started again at once.
    private static final long SHORT_LIFE = Duration.ofSeconds(1).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Libc libc;
    private final TerminalHolder holder;
    private final Consumer<Descriptor> watch;
    private final IntConsumer child;
    private final Map<Long, Kept> live = new LinkedHashMap<>();
    /// Those of them that are in no letter.
    private final Set<Long> missing = new HashSet<>();

    private Optional<Queue> queue = Optional.empty();
    private Optional<Line> line = Optional.empty();
    private long startedAt;
    private Optional<String> lack = Optional.empty();
    private Optional<String> told = Optional.empty();
    private boolean leaving;
    private boolean closed;

    /// A terminal, by our numbers of its descriptors.
    ///
    /// @param log the pipe where what it says is logged, or [#NONE]
    record Kept(int master, int log) {
        int[] descriptors() {
            return log == NONE ? new int[] {master} : new int[] {master, log};
        }
    }

    /// What terminals wait in.
    private static final class Queue {
        private final Ends ends;
        private final DescriptorMail mail;
        /// How many are there.
        private int letters;

        Queue(Ends ends, DescriptorMail mail) {
            this.ends = ends;
            this.mail = mail;
        }
    }

    /// @param instance known to the supervisors that come after each other, and to nobody else
    /// @param watch has [#lineEnded] called when this can be read
    /// @param child is told the number of a process of ours that is no program
    TerminalKeep(Libc libc, long instance, Consumer<Descriptor> watch, IntConsumer child) {
        this.libc = libc;
        this.holder = new TerminalHolder(libc, instance);
        this.watch = watch;
        this.child = child;
    }

    /// Keeps the terminal of a run from now on, or keeps it otherwise.
    void put(long run, Kept terminal) {
        lock.lock();
        try {
            live.put(run, terminal);
            missing.add(run);
            boolean fresh = queue.isEmpty();
            if (!begin()) {
                return;
            }
            if (fresh || missing.size() > 1 || queue.orElseThrow().letters >= MOST_LETTERS) {
                rewrite();
            } else if (send(List.of(Map.entry(run, terminal)))) {
                missing.remove(run);
                lack = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Keeps a terminal no longer: nothing but our own descriptors holds it open then.
    void drop(long run) {
        lock.lock();
        try {
            if (live.remove(run) != null && !leaving && !closed) {
                missing.remove(run);
                rewrite();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The supervisor ends, and its own descriptors of this terminal with it; it stays for the next one, with all
    /// others that are there now.
    void leave() {
        lock.lock();
        try {
            leaving = true;
        } finally {
            lock.unlock();
        }
    }

    /// Whether this terminal would be there for a next supervisor.
    boolean keeps(long run) {
        lock.lock();
        try {
            return live.containsKey(run) && !missing.contains(run) && line.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /// Finds what a supervisor before this one has kept. It goes on to be kept until it is dropped.
    ///
    /// @return by run, for the caller to close; what is in the way is [#news]
    Map<Long, Kept> takeAll() {
        lock.lock();
        try {
            Optional<Found> found = queue.isPresent() ? Optional.empty() : holder.find();
            if (found.isPresent()) {
                // One that has lived so far is started again should it end.
                startedAt = System.nanoTime() - SHORT_LIFE;
                queue = Optional.of(new Queue(found.get().ends(), new DescriptorMail(libc, Arena.ofAuto())));
                hold(found.get().line());
                lookAtAll(queue.get());
            }
        } catch (NotKept refused) {
            lack = Optional.of(UNTAKEN + refused.reason());
        } catch (LinuxError failed) {
            lack = Optional.of(UNTAKEN + failed.getMessage());
        } finally {
            lock.unlock();
        }
        return Map.copyOf(live);
    }

    private void lookAtAll(Queue from) throws NotKept {
        int number = from.ends.queue().number();
        option(number, SO_PEEK_OFF, 0);
        boolean complete = true;
        for (Optional<Letter> letter = from.mail.look(number); letter.isPresent(); letter = from.mail.look(number)) {
            from.letters++;
            complete &= letter.get().complete() && understood(letter.get());
        }
        option(number, SO_PEEK_OFF, NONE);
        if (!complete) {
            throw new NotKept("some could not be read, for want of descriptors or from another version");
        }
    }

    /// What stands further behind counts.
    private boolean understood(Letter letter) {
        ByteBuffer text = ByteBuffer.wrap(letter.text()).order(ByteOrder.nativeOrder());
        int[] descriptors = letter.descriptors();
        int taken = 0;
        boolean known = text.remaining() >= Long.BYTES && text.getLong() == FORMAT;
        while (known && text.remaining() >= NUMBERS_BYTES) {
            long run = text.getLong();
            int count = (int) text.getLong();
            if (count < 1 || count > 2 || taken + count > descriptors.length) {
                break;
            }
            Kept before = live.put(run, new Kept(descriptors[taken], count == 2 ? descriptors[taken + 1] : NONE));
            if (before != null) {
                close(before);
            }
            taken += count;
        }
        for (int i = taken; i < descriptors.length; i++) {
            Descriptor.close(libc, descriptors[i]);
        }
        return known && taken == descriptors.length && !text.hasRemaining();
    }

    private void close(Kept terminal) {
        for (int number : terminal.descriptors()) {
            Descriptor.close(libc, number);
        }
    }

    /// The holder has ended: what it held is still held by us, and by another one that is started.
    void lineEnded() {
        lock.lock();
        try {
            line.ifPresent(ended -> ended.descriptor().close());
            line = Optional.empty();
            if (live.isEmpty()) {
                return;
            }
            if (System.nanoTime() - startedAt < SHORT_LIFE) {
                lack = Optional.of(UNKEPT + "their keeper ends as soon as it is started");
            } else if (begin()) {
                rewrite();
            }
        } finally {
            lock.unlock();
        }
    }

    /// What has changed, in words for people, about whether terminals outlive us; empty: nothing to tell.
    Optional<String> news() {
        lock.lock();
        try {
            Optional<String> news = lack.equals(told) ? Optional.empty() : lack;
            told = lack;
            return news;
        } finally {
            lock.unlock();
        }
    }

    /// Lets go of it; the holder ends then, unless something is left for a next supervisor.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            line.ifPresent(ours -> ours.descriptor().close());
            queue.ifPresent(ours -> ours.ends.close());
            line = Optional.empty();
            queue = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Has a queue, and a holder of it.
    private boolean begin() {
        try {
            if (queue.isEmpty()) {
                queue = Optional.of(new Queue(holder.makeEnds(), new DescriptorMail(libc, Arena.ofAuto())));
                option(queue.get().ends.sending().number(), SO_SNDBUF, QUEUE_BYTES);
            }
            if (line.isEmpty()) {
                Line started = holder.start(queue.get().ends);
                startedAt = System.nanoTime();
                hold(started);
            }
            return true;
        } catch (NotKept refused) {
            lack = Optional.of(UNKEPT + refused.reason());
        } catch (LinuxError failed) {
            lack = Optional.of(UNKEPT + failed.getMessage());
        }
        return false;
    }

    private void hold(Line with) {
        line = Optional.of(with);
        with.child().ifPresent(child);
        watch.accept(with.descriptor());
    }

    /// Puts in all that lives, in as few letters as can be, and throws away those before.
    private void rewrite() {
        if (queue.isEmpty()) {
            return;
        }
        int before = queue.get().letters;
        List<Map.Entry<Long, Kept>> all = new ArrayList<>(live.entrySet());
        for (int start = 0; start < all.size(); start += MOST_IN_ONE) {
            if (!send(all.subList(start, Math.min(all.size(), start + MOST_IN_ONE)))) {
                // What was there stays, with what need not be there until the next time.
                return;
            }
        }
        for (int i = 0; i < before; i++) {
            boolean _ = queue.get().mail.discard(queue.get().ends.queue().number());
        }
        queue.get().letters -= before;
        missing.clear();
        lack = line.isPresent() ? Optional.empty() : lack;
    }

    private boolean send(List<Map.Entry<Long, Kept>> terminals) {
        ByteBuffer text = ByteBuffer.allocate(Long.BYTES + terminals.size() * NUMBERS_BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(FORMAT);
        for (Map.Entry<Long, Kept> terminal : terminals) {
            text.putLong(terminal.getKey()).putLong(terminal.getValue().descriptors().length);
        }
        int[] descriptors = terminals.stream()
                .flatMapToInt(terminal -> Arrays.stream(terminal.getValue().descriptors()))
                .toArray();
        Queue to = queue.orElseThrow();
        int result = to.mail.send(to.ends.sending().number(), text.array(), descriptors);
        if (result < 0 && !missing.isEmpty()) {
            lack = Optional.of(UNKEPT
                    + switch (-result) {
                        case Errno.EAGAIN -> "there is no room for more of them";
                        case ETOOMANYREFS -> "their user has too many open files under way (ulimit -n)";
                        default -> Errno.words(-result);
                    });
        }
        to.letters += result < 0 ? 0 : 1;
        return result >= 0;
    }

    private void option(int number, int which, int value) {
        try (Arena arena = Arena.ofConfined()) {
            Block block = new Block(arena, Integer.BYTES);
            block.int32(0, value);
            LinuxError.check(
                    libc.call(SETSOCKOPT, number, SOL_SOCKET, which, block.address(), Integer.BYTES),
                    SETSOCKOPT.name(),
                    "keeping terminals");
        }
    }
}
