package org.taskmaster.attach;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.WindowSize;
import org.taskmaster.daemon.Terminals;
import org.taskmaster.host.Terminal;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.ThreadLimit;

/// All terminals there are, each with a thread of its own.
public final class Sessions implements Terminals {

    /// The screen model needs little of it.
    private static final long STACK_BYTES = 256 * 1024;

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private final TerminalLog log;
    private final Map<ProcessName, Session> byName = new ConcurrentHashMap<>();
    private final Map<ProcessId, Session> byId = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    public Sessions(TerminalLog log) {
        this.log = log;
    }

    @Override
    public void opened(ProcessName process, ProcessId id, Terminal terminal) {
        begin(process, id, terminal, Optional.empty());
    }

    @Override
    public void resumed(ProcessName process, ProcessId id, Terminal terminal, Supplier<byte[]> past) {
        begin(process, id, terminal, Optional.of(past));
    }

    private void begin(ProcessName process, ProcessId id, Terminal terminal, Optional<Supplier<byte[]>> past) {
        Session session = new Session(process, terminal, log, past);
        Thread thread = new Thread(null, () -> run(session), "terminal of " + process, STACK_BYTES, false);
        thread.setDaemon(true);
        try {
            threads.add(thread);
            thread.start();
        } catch (OutOfMemoryError _) {
            // How the JVM says that there is no thread to be had.
            threads.remove(thread);
            terminal.close();
            log.report(LogLevel.CRITICAL, "the terminal of '" + process + "' was hung up: " + ThreadLimit.IN_FULL);
            return;
        }
        byId.put(id, session);
        byName.put(process, session);
    }

    private void run(Session session) {
        try {
            session.run();
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    @Override
    public void renamed(ProcessId id, ProcessName process) {
        Session session = byId.get(id);
        if (session != null) {
            byName.remove(session.process(), session);
            session.rename(process);
            byName.put(process, session);
        }
    }

    @Override
    public void ended(ProcessId id, String exit) {
        Session session = byId.remove(id);
        if (session != null) {
            byName.remove(session.process(), session);
            session.end(exit);
        }
    }

    @Override
    public Optional<Attachment> attach(ProcessName process, WindowSize size, AttachMode mode) {
        return Optional.ofNullable(byName.get(process)).map(session -> session.attach(size, mode));
    }

    /// The supervisor ends: all viewers are notified, and what still runs finds that its terminal hung
    /// up. The last output of what has ended is waited for, as long as [Terminal#log] does.
    @Override
    public void close() {
        byId.values().forEach(session -> session.lose("the supervisor ends"));
        byId.clear();
        byName.clear();
        awaitThreads();
    }

    @Override
    public void leave() {
        byId.values().forEach(Session::leave);
        awaitThreads();
    }

    private void awaitThreads() {
        try {
            for (Thread thread : threads) {
                boolean _ = thread.join(PATIENCE_AT_THE_END);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
