package org.taskmaster.commands;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.LogPlace;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.LogSource;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.RereadReport;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;
import org.taskmaster.control.StdinReport;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.control.UpgradeReport;
import org.taskmaster.control.Watching;
import org.taskmaster.control.WindowSize;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.Subscription;
import org.taskmaster.model.Moment;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StateName;

/// A supervisor that does nothing but remember what it was asked, and answers what a test has set.
public final class FakeControl implements Control {

    /// When everything happened that has no other time: 2026-11-23 05:31:00 UTC.
    public static final Instant THEN = Instant.parse("2026-11-23T05:31:00Z");

    /// What was asked, in the words of the commands.
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /// Where a test publishes events.
    public final EventBus events = new EventBus();

    private final List<ProcessStatus> processes = new CopyOnWriteArrayList<>();
    private final AtomicInteger watched = new AtomicInteger();
    private final FakeLogs logs = new FakeLogs();

    private Optional<String> unknownToTheNext = Optional.empty();
    private List<String> troubles = List.of();
    private FleetStatus.Phase phase = FleetStatus.Phase.RUNNING;
    private Function<Selection, CompletableFuture<ActionReport>> reports =
            selection -> CompletableFuture.completedFuture(new ActionReport(
                    selection.processes().stream()
                            .<Outcome>map(process -> new Outcome.Signalled(process.name()))
                            .toList(),
                    selection.unknown()));
    private CompletableFuture<ReloadReport> reload =
            CompletableFuture.completedFuture(new ReloadReport.Applied(List.of()));
    private ProgramReport listing = new ProgramReport.Done();
    private RereadReport reread = new RereadReport.Read(List.of(), List.of(), List.of());
    private List<ConfiguredProcess> configured = List.of();
    private final Map<ProcessName, ConfiguredProcess> inForce = new HashMap<>();
    private AttachReport attaching = new AttachReport.NoTerminal();
    private StdinReport typing = new StdinReport.Sent();
    private List<String> reopening = List.of();

    /// Adds a process without a pid.
    public FakeControl with(String name, StateName state, String detail) {
        processes.add(FakeProcess.of(name, state, OptionalInt.empty(), detail));
        return this;
    }

    /// Adds a process that is up since the moment 0.
    public FakeControl with(String name, StateName state, int pid) {
        processes.add(FakeProcess.of(name, state, OptionalInt.of(pid), ""));
        return this;
    }

    /// Disables the processes of these names.
    public FakeControl disabled(String... names) {
        processes.replaceAll(old -> List.of(names).contains(old.name().text()) ? FakeProcess.disabled(old) : old);
        return this;
    }

    /// Replaces the process of the same name.
    public void now(String name, StateName state, OptionalInt pid, String detail) {
        processes.replaceAll(old -> old.name().text().equals(name) ? FakeProcess.of(name, state, pid, detail) : old);
    }

    /// Adds a process as it is.
    public FakeControl with(ProcessStatus process) {
        processes.add(process);
        return this;
    }

    /// Forgets a process.
    public void forget(String name) {
        processes.removeIf(process -> process.name().text().equals(name));
    }

    /// Why nothing can be handed over.
    public void cannotHandOver(String why) {
        unknownToTheNext = Optional.of(why);
    }

    /// What the supervisor as a whole is doing from now on.
    public void phase(FleetStatus.Phase now) {
        phase = now;
    }

    /// What the supervisor itself lacks from now on.
    public void lacks(String trouble) {
        troubles = List.of(trouble);
    }

    /// Gives a process a stdout that is not kept.
    public void discards(String name) {
        processes.replaceAll(
                old -> old.name().text().equals(name) ? writing(old, new Output.Discard(), old.stderr()) : old);
    }

    /// Gives a process outputs of which none is kept.
    public void discardsAll(String name) {
        processes.replaceAll(
                old -> old.name().text().equals(name) ? writing(old, new Output.Discard(), new Output.Discard()) : old);
    }

    private static ProcessStatus writing(ProcessStatus old, Output stdout, Output stderr) {
        return new ProcessStatus(
                old.key(),
                old.name(),
                old.state(),
                old.pid(),
                old.since(),
                old.changedAt(),
                old.detail(),
                old.history(),
                stdout,
                stderr);
    }

    /// What orders are answered with from now on.
    public void answer(Function<Selection, CompletableFuture<ActionReport>> answer) {
        reports = answer;
    }

    /// Answers all orders with these outcomes.
    public void answer(Outcome... outcomes) {
        reports = selection ->
                CompletableFuture.completedFuture(new ActionReport(List.of(outcomes), selection.unknown()));
    }

    /// What adding and removing programs is answered with.
    public void answer(ProgramReport report) {
        listing = report;
    }

    /// What reading the configuration again is answered with.
    public void answer(RereadReport report) {
        reread = report;
    }

    /// What the configuration says.
    public void configured(List<ConfiguredProcess> processes) {
        configured = List.copyOf(processes);
        inForce(processes);
    }

    /// What is in force, when that is not what the configuration says.
    public void inForce(List<ConfiguredProcess> processes) {
        inForce.clear();
        processes.forEach(process -> inForce.put(process.config().name(), process));
    }

    /// What whoever wants to be attached is answered with.
    public void answer(AttachReport report) {
        attaching = report;
    }

    /// What becomes of bytes for a standard input.
    public void answer(StdinReport report) {
        typing = report;
    }

    /// The log files that cannot be opened again.
    public void cannotReopen(String... failures) {
        reopening = List.of(failures);
    }

    /// What a reload is answered with.
    public void answer(ReloadReport report) {
        reload = CompletableFuture.completedFuture(report);
    }

    /// Writes a whole log anew.
    public void log(LogSource source, String text) {
        log(source, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes a whole log anew, byte by byte.
    public void log(LogSource source, byte[] bytes) {
        logs.write(source, bytes);
    }

    /// Has a log in a file of its own; a process that comes to it from another one writes behind what is in it.
    public void apart(LogSource source) {
        logs.apart(source);
    }

    /// Sets all logs aside; from now on they are other files, and empty.
    public void rotate() {
        logs.rotate();
    }

    /// Removes what was set aside.
    public void forgetOldFiles() {
        logs.forgetOldFiles();
    }

    /// When all logs were last written to.
    public void modified(Instant when) {
        logs.modified(when);
    }

    @Override
    public SupervisorInfo info() {
        return new SupervisorInfo(
                "0.1.0", 4000, Path.of("/etc/taskmaster.yaml"), Path.of("/var/log/taskmaster.log"), "supervisor");
    }

    @Override
    public FleetStatus status() {
        List<String> programs =
                processes.stream().map(ProcessStatus::program).distinct().toList();
        return new FleetStatus(new Moment(3_661_000_000_000L), phase, programs, List.copyOf(processes), troubles);
    }

    @Override
    public CompletableFuture<ActionReport> act(Action action, Selector selector, Patience patience, Requester who) {
        asked.add(action + " " + selector + " by " + who.name());
        return reports.apply(Selection.of(selector, status()));
    }

    @Override
    public CompletableFuture<ActionReport> signal(Signal signal, Selector selector, Requester who) {
        asked.add("signal " + signal.number() + " " + selector + " by " + who.name());
        return reports.apply(Selection.of(selector, status()));
    }

    @Override
    public CompletableFuture<ReloadReport> reload(ReloadMode mode, List<String> programs, Requester who) {
        asked.add("reload " + mode + (programs.isEmpty() ? "" : " of " + String.join(" ", programs)));
        return reload;
    }

    @Override
    public CompletableFuture<Optional<String>> handOver(Requester who) {
        asked.add("hand over by " + who.name());
        return CompletableFuture.completedFuture(unknownToTheNext);
    }

    @Override
    public CompletableFuture<UpgradeReport> upgrade(Optional<Path> build, Requester who) {
        asked.add("upgrade" + build.map(path -> " to " + path).orElse("") + " by " + who.name());
        return CompletableFuture.completedFuture(new UpgradeReport.Refused("there is no other build"));
    }

    @Override
    public CompletableFuture<Void> shutdown(Requester who) {
        asked.add("shutdown by " + who.name());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public LogSlice readLog(LogSource source, long offset, int length) {
        return logs.read(source, offset, length);
    }

    @Override
    public LogSlice readOn(LogSource source, LogPlace place, int length) {
        LogSlice slice = logs.readOn(source, place, length);
        boolean over = slice instanceof LogSlice.Bytes bytes && bytes.bytes().length == 0 && logs.isApart(source);
        return over
                        && source instanceof LogSource.OfProcess(ProcessName name, var _)
                        && status().find(name).isEmpty()
                ? new LogSlice.Unavailable("no process is named " + name)
                : slice;
    }

    @Override
    public ActionReport clearLogs(Selector selector, Requester who) {
        asked.add("clear " + selector);
        Selection selection = Selection.of(selector, status());
        List<Outcome> outcomes = new ArrayList<>();
        selection.processes().forEach(process -> outcomes.add(new Outcome.Cleared(process.name())));
        return new ActionReport(outcomes, selection.unknown());
    }

    @Override
    public List<ConfiguredProcess> configured() {
        return configured.stream().map(ConfiguredProcess::withoutSecrets).toList();
    }

    @Override
    public Optional<ConfiguredProcess> inForce(ProcessName process) {
        return Optional.ofNullable(inForce.get(process)).map(ConfiguredProcess::withoutSecrets);
    }

    @Override
    public List<ConfiguredProcess> reveal(Requester who) {
        asked.add("reveal by " + who.name());
        return configured;
    }

    @Override
    public CompletableFuture<RereadReport> reread(Requester who) {
        asked.add("reread");
        return CompletableFuture.completedFuture(reread);
    }

    @Override
    public CompletableFuture<ProgramReport> add(String program, Requester who) {
        asked.add("add " + program);
        return CompletableFuture.completedFuture(listing);
    }

    @Override
    public CompletableFuture<ProgramReport> remove(String program, Requester who) {
        asked.add("remove " + program);
        return CompletableFuture.completedFuture(listing);
    }

    @Override
    public CompletableFuture<ReloadReport> startAnew(Requester who) {
        asked.add("start anew");
        return reload;
    }

    @Override
    public Optional<String> clearActivityLog(Requester who) {
        asked.add("clear the activity log");
        return Optional.empty();
    }

    @Override
    public CompletableFuture<StdinReport> sendStdin(ProcessName process, byte[] bytes, Requester who) {
        asked.add("stdin of " + process + ": " + new String(bytes, StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(typing);
    }

    @Override
    public AttachReport attach(ProcessName process, WindowSize size, AttachMode mode, Requester who) {
        asked.add("attach " + process + " " + size.rows() + "x" + size.columns() + " " + mode + " by " + who.name());
        return attaching;
    }

    @Override
    public CompletableFuture<List<String>> reopenLogs(Requester who) {
        asked.add("reopen by " + who.name());
        return CompletableFuture.completedFuture(reopening);
    }

    @Override
    public Optional<String> announce(String type, String data, Requester who) {
        if (Control.objection(type, data).isEmpty()) {
            asked.add("announce " + type + " " + data);
        }
        return Control.objection(type, data);
    }

    @Override
    public CompletableFuture<Watching> watch(int capacity) {
        Watching watching = new Watching(status(), events.subscribe(capacity, EventBus.Interest.ALL));
        watched.incrementAndGet();
        return CompletableFuture.completedFuture(watching);
    }

    /// How many views of the fleet were asked for.
    public int watched() {
        return watched.get();
    }

    @Override
    public Subscription subscribe(int capacity) {
        return events.subscribe(capacity);
    }
}
