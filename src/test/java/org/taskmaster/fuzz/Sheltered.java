package org.taskmaster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.taskmaster.commands.ScriptedAttachment;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.RereadReport;
import org.taskmaster.control.Selector;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.control.UpgradeReport;
import org.taskmaster.control.Watching;
import org.taskmaster.control.WindowSize;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;

/// A real control, but for what would end the supervisor: that is answered and not done.
final class Sheltered implements Control {

    /// The name of a process that has a terminal here.
    static final String TERMINAL = "web:0";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Control inner;
    private final Queue<ScriptedAttachment> attachments = new ConcurrentLinkedQueue<>();
    private final Queue<WeakReference<Subscription>> subscriptions = new ConcurrentLinkedQueue<>();

    Sheltered(Control inner) {
        this.inner = inner;
    }

    /// Fails when a subscription that was begun here still hears what happens: the bus holds it then, so
    /// that it is found here.
    void checkThatAllAreClosed(EventBus bus) {
        List<Subscription> begun = new ArrayList<>();
        for (WeakReference<Subscription> one : subscriptions) {
            Subscription still = one.get();
            if (still != null) {
                begun.add(still);
            }
        }
        List<Integer> before = begun.stream().map(Subscription::waiting).toList();

        bus.publish(new Event.OfSupervisor(Instant.now(), LogLevel.DEBUG, "is anybody there"));

        assertThat(begun.stream().map(Subscription::waiting).toList())
                .as("what waits for subscribers")
                .isEqualTo(before);
    }

    /// Fails when somebody who had joined the terminal and left is still joined to it.
    void checkThatTerminalsAreLeft() {
        assertThat(attachments).allSatisfy(begun -> assertThat(begun.closed).succeedsWithin(PATIENCE));
    }

    @Override
    public CompletableFuture<Optional<String>> handOver(Requester who) {
        return CompletableFuture.completedFuture(Optional.of("that is not done here"));
    }

    @Override
    public CompletableFuture<UpgradeReport> upgrade(Optional<Path> build, Requester who) {
        return CompletableFuture.completedFuture(new UpgradeReport.Refused("that is not done here"));
    }

    @Override
    public CompletableFuture<Void> shutdown(Requester who) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<ReloadReport> startAnew(Requester who) {
        return CompletableFuture.completedFuture(new ReloadReport.Superseded());
    }

    @Override
    public SupervisorInfo info() {
        return inner.info();
    }

    @Override
    public FleetStatus status() {
        return inner.status();
    }

    @Override
    public List<ConfiguredProcess> configured() {
        return inner.configured();
    }

    @Override
    public Optional<ConfiguredProcess> inForce(ProcessName process) {
        return inner.inForce(process);
    }

    @Override
    public List<ConfiguredProcess> reveal(Requester who) {
        return inner.reveal(who);
    }

    @Override
    public CompletableFuture<ActionReport> act(Action action, Selector selector, Patience patience, Requester who) {
        return inner.act(action, selector, patience, who);
    }

    @Override
    public CompletableFuture<ActionReport> signal(Signal signal, Selector selector, Requester who) {
        return inner.signal(signal, selector, who);
    }

    @Override
    public CompletableFuture<ReloadReport> reload(ReloadMode mode, List<String> programs, Requester who) {
        return inner.reload(mode, programs, who);
    }

    @Override
    public CompletableFuture<RereadReport> reread(Requester who) {
        return inner.reread(who);
    }

    @Override
    public CompletableFuture<ProgramReport> add(String program, Requester who) {
        return inner.add(program, who);
    }

    @Override
    public CompletableFuture<ProgramReport> remove(String program, Requester who) {
        return inner.remove(program, who);
    }

    @Override
    public LogSlice readLog(LogSource source, long offset, int length) {
        return inner.readLog(source, offset, length);
    }

    @Override
    public LogSlice readOn(LogSource source, LogPlace place, int length) {
        return inner.readOn(source, place, length);
    }

    @Override
    public ActionReport clearLogs(Selector selector, Requester who) {
        return inner.clearLogs(selector, who);
    }

    @Override
    public Optional<String> clearActivityLog(Requester who) {
        return inner.clearActivityLog(who);
    }

    @Override
    public CompletableFuture<StdinReport> sendStdin(ProcessName process, byte[] bytes, Requester who) {
        return inner.sendStdin(process, bytes, who);
    }

    @Override
    public AttachReport attach(ProcessName process, WindowSize size, AttachMode mode, Requester who) {
        if (!process.text().equals(TERMINAL)) {
            return inner.attach(process, size, mode, who);
        }
        ScriptedAttachment begun = new ScriptedAttachment().shows("\u001b[2J$ ");
        attachments.add(begun);
        return new AttachReport.Attached(begun);
    }

    @Override
    public CompletableFuture<List<String>> reopenLogs(Requester who) {
        return inner.reopenLogs(who);
    }

    @Override
    public Optional<String> announce(String type, String data, Requester who) {
        return inner.announce(type, data, who);
    }

    @Override
    public Subscription subscribe(int capacity) {
        Subscription begun = inner.subscribe(capacity);
        subscriptions.add(new WeakReference<>(begun));
        return begun;
    }

    @Override
    public CompletableFuture<Watching> watch(int capacity) {
        CompletableFuture<Watching> begun = inner.watch(capacity);
        // The very same is handed on: who gives up waiting cancels it.
        begun.thenAccept(watching -> subscriptions.add(new WeakReference<>(watching.events())));
        return begun;
    }
}
