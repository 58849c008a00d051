package org.taskmaster.shell;

import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.taskmaster.commands.Interruption;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Seat.Parting;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.control.WindowSize;
import org.taskmaster.model.DetachKeys;

/// One terminal here and one of a process, while they are joined.
///
/// ```
///   keyboard ─▶ (reader: looks for the keys that leave) ─▶ process
///                 └─ what would have to wait ─▶ queue ─▶ (typist) ─▶ process
///   screen   ◀─ (painter) ◀─ process
/// ```
///
/// Keys are typed by the thread that reads them, as each thread that is woken on the way takes longer than all else.
/// The typist may wait long for a process that reads nothing. The keys that leave must work all the same, so the
/// reader never waits; when too much does, further keys are dropped and the terminal rings.
final class TerminalRelay {

    /// So many bytes may wait to be typed.
    private static final int MOST_WAITING = 1 << 20;

    /// How long the greeting can be read before the screen is drawn, unless a key is pressed.
    private static final Duration GREETING = Duration.ofSeconds(1);

    private static final Duration LEAVING = Duration.ofSeconds(1);
    private static final byte[] BELL = {7};

    private final Terminal terminal;
    private final OutputStream screen;
    private final Keyboard keyboard;
    private final Attachment attachment;
    private final DetachFilter filter;
    private final ScreenModes modes = new ScreenModes();
    private final BlockingQueue<Runnable> toType = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    /// How much is in the queue or in the typist's hands: as long as there is something, all else comes after it.
    private final AtomicInteger unfinished = new AtomicInteger();

    private final CompletableFuture<Parting> parting = new CompletableFuture<>();
    private final CountDownLatch restored = new CountDownLatch(1);
    /// Reached by the first key, or when it is over.
    private final CountDownLatch greeted = new CountDownLatch(1);

    TerminalRelay(Terminal terminal, Keyboard keyboard, Attachment attachment, DetachKeys keys) {
        this.terminal = terminal;
        this.screen = terminal.output();
        this.keyboard = keyboard;
        this.attachment = attachment;
        this.filter = new DetachFilter(keys);
    }

    /// Joins them until one side has had enough.
    Parting run(Line greeting, Interruption interruption) throws IOException {
        Attributes before = terminal.getAttributes();
        // Where the terminal makes no signal of Ctrl-C, JLine does; that key is for the process.
        Terminal.SignalHandler interrupting = terminal.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN);
        Terminal.SignalHandler resizing = terminal.handle(Terminal.Signal.WINCH, _ -> resized());
        Thread hook = Thread.ofPlatform().unstarted(this::programEnds);
        Thread typist = Thread.ofPlatform().name("attach-keys").daemon().unstarted(this::type);
        Thread painter = Thread.ofPlatform().name("attach-screen").daemon().unstarted(this::paint);
        boolean hooked = hooked(hook);
        try {
            terminal.setAttributes(raw(before));
            show((greeting.plain() + "\r\n").getBytes(StandardCharsets.UTF_8));
            painter.start();
            typist.start();
            interruption.asked().thenRun(() -> parting.complete(new Parting.Left()));
            parting.thenRun(greeted::countDown);
            readUntilOver();
            return parting.join();
        } finally {
            attachment.close();
            end(typist);
            end(painter);
            terminal.handle(Terminal.Signal.WINCH, resizing);
            terminal.handle(Terminal.Signal.INT, interrupting);
            restore(before);
            // Who ended it may have interrupted this thread for it; what comes next must not feel that.
            boolean _ = Thread.interrupted();
            restored.countDown();
            if (hooked) {
                unhook(hook);
            }
        }
    }

    /// Every key is a byte for the process, and every byte is shown as it is.
    private static Attributes raw(Attributes before) {
        Attributes raw = new Attributes(before);
        for (InputFlag flag : new InputFlag[] {
            InputFlag.IGNBRK,
            InputFlag.BRKINT,
            InputFlag.PARMRK,
            InputFlag.ISTRIP,
            InputFlag.INLCR,
            InputFlag.IGNCR,
            InputFlag.ICRNL,
            InputFlag.IXON,
            InputFlag.IXOFF
        }) {
            raw.setInputFlag(flag, false);
        }
        for (LocalFlag flag :
                new LocalFlag[] {LocalFlag.ECHO, LocalFlag.ECHONL, LocalFlag.ICANON, LocalFlag.ISIG, LocalFlag.IEXTEN
                }) {
            raw.setLocalFlag(flag, false);
        }
        raw.setOutputFlag(OutputFlag.OPOST, false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        return raw;
    }

    /// On this thread where it can be woken from its wait for a key. Else another waits, and is left waiting.
    private void readUntilOver() {
        Thread here = Thread.currentThread();
        if (keyboard.canBeLeft()) {
            parting.thenRun(() -> {
                if (here != Thread.currentThread()) {
                    here.interrupt();
                }
            });
            readKeys();
        } else {
            Thread.ofPlatform().name("attach-keyboard").daemon().start(this::readKeys);
            awaitParting();
        }
    }

    private void awaitParting() {
        try {
            parting.get();
        } catch (InterruptedException _) {
            parting.complete(new Parting.Left());
        } catch (ExecutionException _) {
            // A defect, which who asks next for the parting finds, too.
        }
    }

    private void readKeys() {
        try {
            while (!parting.isDone()) {
                int count = keyboard.read();
                if (count < 0) {
                    parting.complete(new Parting.Left());
                    return;
                }
                greeted.countDown();
                DetachFilter.Sifted sifted = filter.sift(keyboard.piece(), count);
                if (sifted.typed().length > 0) {
                    type(sifted.typed());
                }
                if (sifted.detach()) {
                    detach();
                    return;
                }
            }
        } catch (InterruptedIOException _) {
            // It is over, or the interrupt of this thread wants it to be.
            parting.complete(new Parting.Left());
        } catch (IOException | IOError _) {
            parting.complete(new Parting.Left());
        }
    }

    /// What was typed before still reaches the process, unless it does not read.
    private void detach() {
        later(() -> parting.complete(new Parting.Detached()));
        parting.completeOnTimeout(new Parting.Detached(), LEAVING.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void type(byte[] keys) {
        if (unfinished.get() == 0 && attachment.typeAtOnce(keys)) {
            return;
        }
        if (waiting.get() > MOST_WAITING) {
            show(BELL);
            return;
        }
        waiting.addAndGet(keys.length);
        later(() -> {
            attachment.type(keys);
            waiting.addAndGet(-keys.length);
        });
    }

    private void resized() {
        WindowSize size = TerminalSeat.size(terminal);
        later(() -> attachment.resize(size));
    }

    private void later(Runnable thing) {
        unfinished.incrementAndGet();
        toType.add(thing);
    }

    private void type() {
        try {
            while (!parting.isDone()) {
                toType.take().run();
                unfinished.decrementAndGet();
            }
        } catch (InterruptedException _) {
            // it is over
        } catch (RuntimeException | Error defect) {
            parting.completeExceptionally(defect);
        }
    }

    private void paint() {
        try {
            boolean _ = greeted.await(GREETING.toMillis(), TimeUnit.MILLISECONDS);
            boolean first = true;
            while (!parting.isDone()) {
                Optional<Coming> coming = attachment.take();
                if (coming.isEmpty()) {
                    parting.complete(new Parting.Left());
                    return;
                }
                switch (coming.get()) {
                    case Coming.Output(byte[] bytes) -> {
                        modes.watch(bytes);
                        if (first && !modes.alternate()) {
                            scrollAway();
                        }
                        first = false;
                        show(bytes);
                    }
                    // What does not fit here is cut off by the terminal itself.
                    case Coming.Resized _ -> {}
                    case Coming.Ended(String exit) -> parting.complete(new Parting.Ended(exit));
                    case Coming.Replaced _ ->
                        parting.complete(new Parting.Lost("the supervisor goes on as another build; attach again"));
                    case Coming.Lost(String reason) -> parting.complete(new Parting.Lost(reason));
                }
            }
        } catch (InterruptedException _) {
            // it is over
        } catch (RuntimeException | Error defect) {
            parting.completeExceptionally(defect);
        }
    }

    /// What stands on the screen goes where it can be scrolled back to, before another one is drawn over it.
    private void scrollAway() {
        show("\r\n".repeat(TerminalSeat.size(terminal).rows()).getBytes(StandardCharsets.US_ASCII));
    }

    private void show(byte[] bytes) {
        try {
            screen.write(bytes);
            screen.flush();
        } catch (IOException _) {
            // The terminal has hung up.
            parting.complete(new Parting.Left());
        }
    }

    private void restore(Attributes before) {
        show(modes.undone());
        try {
            terminal.setAttributes(before);
        } catch (IOError _) {
            // The terminal has hung up; there is nothing to be put back.
        }
    }

    /// The program is asked to end by a signal: first the terminal is given back.
    private void programEnds() {
        parting.complete(new Parting.Left());
        try {
            boolean _ = restored.await(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hooked(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException _) {
            // It ends already, and this with it.
            return false;
        }
    }

    private static void unhook(Thread hook) {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // It ends already, and the hook is through.
        }
    }

    private static void end(Thread thread) {
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            boolean _ = thread.join(LEAVING);
        } catch (InterruptedException _) {
            interrupted = true;
        } catch (IllegalThreadStateException _) {
            // It was never begun.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
