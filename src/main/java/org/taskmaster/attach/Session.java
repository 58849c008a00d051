package org.taskmaster.attach;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.WindowSize;
import org.taskmaster.host.Terminal;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessName;
import org.taskmaster.screen.Screen;
import org.taskmaster.screen.Screen.Past;

/// The terminal of one process, from its start to its end, and all its viewers.
///
/// One thread, [#run], reads, and waits for no viewer: each has a bounded queue. It does wait for
/// the log, and so does the process then, if its output is to be kept whatever it takes. One lock guards
/// the screen and all queues, so that each viewer's screen is drawn, and goes on, between the same two
/// bytes.
final class Session {

    private static final int READ_AT_ONCE = 16 * 1024;

    /// So much is shown before a thread that waits for the lock has its turn; also what bounds the rows
    /// that scroll away at once.
    private static final int SHOW_AT_ONCE = 4 * 1024;

    private static final Duration TO_NOTICE = Duration.ofMillis(100);

    private volatile ProcessName process;
    private volatile boolean left;
    private final Terminal terminal;
    private final TerminalLog log;
    private final Optional<Supplier<byte[]>> past;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Viewer> viewers = new ArrayList<>();
    private Optional<Screen> screen = Optional.empty();
    private WindowSize size = WindowSize.USUAL;
    private Optional<String> exit = Optional.empty();
    private boolean drained;
    private boolean defective;

    /// @param past of a process that was taken over, what it wrote last before; empty: it was started just now
    Session(ProcessName process, Terminal terminal, TerminalLog log, Optional<Supplier<byte[]>> past) {
        this.process = process;
        this.terminal = terminal;
        this.log = log;
        this.past = past;
    }

    ProcessName process() {
        return process;
    }

    /// It is called something else.
    void rename(ProcessName name) {
        process = name;
    }

    /// Reads until the end.
    void run() {
        long unlogged = 0;
        try {
            past.ifPresent(this::resume);
            byte[] bytes = new byte[READ_AT_ONCE];
            for (int count = terminal.read(bytes); count != Terminal.END; count = terminal.read(bytes)) {
                for (int start = 0; start < count; start += SHOW_AT_ONCE) {
                    show(bytes, start, Math.min(count, start + SHOW_AT_ONCE));
                }
                unlogged += terminal.log(bytes, count);
            }
        } catch (RuntimeException | Error defect) {
            log.report(
                    LogLevel.CRITICAL,
                    "the terminal of '" + process + "' was hung up by a defect in Taskmaster, please report it: "
                            + Defects.describe(defect));
        } finally {
            if (!left) {
                terminal.close();
            }
            drained();
        }
        if (unlogged > 0) {
            log.report(
                    LogLevel.WARN,
                    "the last " + unlogged + " bytes that '" + process
                            + "' wrote to its terminal could not be logged: the log had no room when it ended");
        }
    }

    /// The screen of a process that was taken over: what it wrote last is shown again, and it is told of another
    /// size, so that it draws anew what it thinks is there. It is given a moment to notice, as it would not notice
    /// that its size was another one in between.
    private void resume(Supplier<byte[]> past) {
        byte[] before = past.get();
        Terminal.Size its = terminal.size();
        lock.lock();
        try {
            size = Screen.bounded(new WindowSize(its.rows(), its.columns()));
            screen = Optional.of(new Screen(size));
            screen().feed(before, 0, before.length);
            // What it had asked its terminal was answered then.
            screen().takeAnswers();
        } catch (RuntimeException defect) {
            screen = Optional.empty();
            complainOnce(defect);
        } finally {
            viewers.forEach(Viewer::redraw);
            lock.unlock();
        }
        terminal.resize(its.rows(), its.columns() + 1);
        LockSupport.parkNanos(TO_NOTICE.toNanos());
        lock.lock();
        try {
            terminal.resize(size.rows(), size.columns());
        } finally {
            lock.unlock();
        }
    }

    /// Viewers see it; a screen that cannot be kept is begun anew, and the process not disturbed.
    private void show(byte[] bytes, int start, int end) {
        lock.lock();
        try {
            if (screen().passes(bytes, start, end)) {
                // An echo is on its way to whoever typed while it is drawn here. The kernel has put them on this
                // processor, as it expects of who wakes another that it sleeps soon.
                offer(Arrays.copyOfRange(bytes, start, end));
                Thread.yield();
                screen().feed(bytes, start, end);
            } else {
                offer(screen().feed(bytes, start, end));
            }
            byte[] answers = screen().takeAnswers();
            if (answers.length > 0) {
                terminal.answer(answers);
            }
        } catch (RuntimeException defect) {
            screen = Optional.empty();
            viewers.forEach(Viewer::redraw);
            complainOnce(defect);
        } finally {
            lock.unlock();
        }
    }

    private void offer(byte[] shown) {
        viewers.forEach(viewer -> viewer.offer(shown));
    }

    private void complainOnce(RuntimeException defect) {
        if (!defective) {
            defective = true;
            log.report(
                    LogLevel.CRITICAL,
                    "the screen of '" + process + "' was cleared by a defect in Taskmaster, please report it: "
                            + Defects.describe(defect));
        }
    }

    /// Not before it is needed: it loads what nothing else in the supervisor needs.
    private Screen screen() {
        if (screen.isEmpty()) {
            screen = Optional.of(new Screen(size));
        }
        return screen.get();
    }

    Attachment attach(WindowSize theirs, AttachMode mode) {
        lock.lock();
        try {
            Viewer viewer = new Viewer(this, lock, theirs, mode);
            viewers.add(viewer);
            viewer.claim();
            return viewer;
        } finally {
            lock.unlock();
        }
    }

    /// With the lock held: gives the terminal the size of the viewer who typed or resized last.
    void resize(WindowSize bounded) {
        if (!bounded.equals(size)) {
            size = bounded;
            screen().resize(bounded);
            terminal.resize(bounded.rows(), bounded.columns());
            viewers.forEach(Viewer::redraw);
        }
    }

    WindowSize size() {
        return size;
    }

    byte[] redraw(WindowSize theirs, Past past) {
        return screen().redraw(theirs, past);
    }

    /// Without the lock: waits while the process does not read.
    void type(byte[] keys) {
        terminal.write(keys);
    }

    /// Without the lock, too.
    ///
    /// @return false when it would have had to wait
    boolean typeAtOnce(byte[] keys) {
        return terminal.writeAtOnce(keys);
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
    }

    /// The process has ended; viewers are notified when all it wrote was read.
    void end(String how) {
        lock.lock();
        try {
            exit = Optional.of(how);
            tellEnd();
        } finally {
            lock.unlock();
        }
        terminal.finish();
    }

    private void drained() {
        lock.lock();
        try {
            drained = true;
            tellEnd();
        } finally {
            lock.unlock();
        }
    }

    private void tellEnd() {
        if (drained && exit.isPresent()) {
            viewers.forEach(viewer -> viewer.end(new Coming.Ended(exit.get())));
        }
    }

    /// The terminal is for the next supervisor: nothing is read any more, and it does not hang up when this is lost.
    void leave() {
        left = true;
        terminal.leave();
    }

    /// No viewer can look any longer.
    void lose(String reason) {
        lock.lock();
        try {
            viewers.forEach(viewer -> viewer.end(new Coming.Lost(reason)));
        } finally {
            lock.unlock();
        }
        terminal.close();
    }
}
