package org.taskmaster.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment;
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
import org.taskmaster.daemon.Message.Purpose;
import org.taskmaster.events.Event.Listing;
import org.taskmaster.events.EventBus;
import org.taskmaster.events.Subscription;
import org.taskmaster.host.Host;
import org.taskmaster.logs.Captures;
import org.taskmaster.model.OnDemand;
import org.taskmaster.model.Output;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.rotation.LogFile;

/// The door for all other threads: questions are answered from the snapshot, orders go to the mailbox, and
/// files are read on the asking thread, so that nobody who reads a log delays a restart.
final class DaemonControl implements Control {

    private final SupervisorInfo info;
    private final Fleet fleet;
    private final Catalogue catalogue;
    private final Mailbox mailbox;
    private final EventBus bus;
    private final Host host;
    private final Surroundings surroundings;
    private final Captures captures;
    private final Terminals terminals;

    DaemonControl(
            SupervisorInfo info,
            Fleet fleet,
            Catalogue catalogue,
            Mailbox mailbox,
            EventBus bus,
            Host host,
            Surroundings surroundings,
            Captures captures,
            Terminals terminals) {
        this.info = info;
        this.fleet = fleet;
        this.catalogue = catalogue;
        this.mailbox = mailbox;
        this.bus = bus;
        this.host = host;
        this.surroundings = surroundings;
        this.captures = captures;
        this.terminals = terminals;
    }

    @Override
    public SupervisorInfo info() {
        return info;
    }

    @Override
    public FleetStatus status() {
        return fleet.status(host.now()).withTroubles(surroundings.troubles());
    }

    @Override
    public List<ConfiguredProcess> configured() {
        return new OnDemand<>(latest(), ConfiguredProcess::withoutSecrets);
    }

    @Override
    public List<ConfiguredProcess> reveal(Requester who) {
        mailbox.post(new Message.Note(who, "show the environments of programs"));
        return latest();
    }

    @Override
    public Optional<ConfiguredProcess> inForce(ProcessName process) {
        return fleet.inForce(process).map(config -> new ConfiguredProcess(config, true).withoutSecrets());
    }

    private List<ConfiguredProcess> latest() {
        Set<String> supervised = new HashSet<>(status().programs());
        List<ConfiguredProcess> all = new ArrayList<>();
        for (ProcessConfig process : catalogue.latest().processes().values()) {
            all.add(new ConfiguredProcess(
                    process, supervised.contains(process.key().program())));
        }
        return all;
    }

    @Override
    public CompletableFuture<ActionReport> act(Action action, Selector selector, Patience patience, Requester who) {
        CompletableFuture<ActionReport> reply = new CompletableFuture<>();
        mailbox.post(new Message.Act(action, Wanted.of(selector, status()), patience, who, reply));
        return reply;
    }

    @Override
    public CompletableFuture<ActionReport> signal(Signal signal, Selector selector, Requester who) {
        CompletableFuture<ActionReport> reply = new CompletableFuture<>();
        mailbox.post(new Message.SendSignal(signal, Wanted.of(selector, status()), who, reply));
        return reply;
    }

    @Override
    public CompletableFuture<ReloadReport> reload(ReloadMode mode, List<String> programs, Requester who) {
        CompletableFuture<ReloadReport> reply = new CompletableFuture<>();
        mailbox.post(new Message.Reading(new Purpose.Reload(mode, List.copyOf(programs), reply), who));
        return reply;
    }

    @Override
    public CompletableFuture<RereadReport> reread(Requester who) {
        CompletableFuture<RereadReport> reply = new CompletableFuture<>();
        mailbox.post(new Message.Reading(new Purpose.Reread(reply), who));
        return reply;
    }

    @Override
    public CompletableFuture<ProgramReport> add(String program, Requester who) {
        return enlist(Listing.ADDED, program, who);
    }

    @Override
    public CompletableFuture<ProgramReport> remove(String program, Requester who) {
        return enlist(Listing.REMOVED, program, who);
    }

    @Override
    public CompletableFuture<ReloadReport> startAnew(Requester who) {
        CompletableFuture<ReloadReport> reply = new CompletableFuture<>();
        mailbox.post(new Message.Reading(new Purpose.Anew(reply), who));
        return reply;
    }

    @Override
    public CompletableFuture<Void> shutdown(Requester who) {
        CompletableFuture<Void> reply = new CompletableFuture<>();
        mailbox.post(new Message.Shutdown(who, reply));
        return reply;
    }

    @Override
    public CompletableFuture<Optional<String>> handOver(Requester who) {
        CompletableFuture<Optional<String>> reply = new CompletableFuture<>();
        mailbox.post(new Message.HandOver(who, reply));
        return reply;
    }

    @Override
    public CompletableFuture<UpgradeReport> upgrade(Optional<Path> build, Requester who) {
        CompletableFuture<UpgradeReport> reply = new CompletableFuture<>();
        mailbox.post(new Message.Upgrade(build, who, reply));
        return reply;
    }

    @Override
    public LogSlice readLog(LogSource source, long offset, int length) {
        return new LogReading(this, fleet, captures).read(source, offset, length);
    }

    @Override
    public LogSlice readOn(LogSource source, LogPlace place, int length) {
        return new LogReading(this, fleet, captures).readOn(source, place, length);
    }

    @Override
    public ActionReport clearLogs(Selector selector, Requester who) {
        mailbox.post(new Message.Note(who, "clear " + selector));
        FleetStatus status = status();
        Selection selection = Selection.of(selector, status);
        List<Outcome> outcomes = new ArrayList<>();
        for (ProcessStatus process : selection.processes()) {
            Outcome outcome = clear(process);
            // What a reload took away meanwhile was not emptied, or in vain.
            outcomes.add(
                    outcome.good() && status().find(process.name()).isEmpty()
                            ? new Outcome.Failed(process.name(), Outcome.Cause.REMOVED, "removed by a reload meanwhile")
                            : outcome);
        }
        return new ActionReport(outcomes, selection.unknown());
    }

    @Override
    public Optional<String> clearActivityLog(Requester who) {
        try {
            LogFile.clear(captures.files(), info.logFile());
            surroundings.reopenLogs();
            mailbox.post(new Message.Note(who, "clear the activity log"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot empty " + info.shown().of(info.logFile()) + ": " + LogReading.reason(e));
        }
    }

    @Override
    public CompletableFuture<StdinReport> sendStdin(ProcessName process, byte[] bytes, Requester who) {
        CompletableFuture<StdinReport> reply = new CompletableFuture<>();
        mailbox.post(new Message.SendStdin(process, bytes.clone(), who, reply));
        return reply;
    }

    @Override
    public AttachReport attach(ProcessName process, WindowSize size, AttachMode mode, Requester who) {
        Optional<ProcessStatus> found = status().find(process);
        if (found.isEmpty()) {
            return new AttachReport.NoSuchProcess();
        }
        Optional<Attachment> joined = terminals.attach(process, size, mode);
        if (joined.isEmpty()) {
            return found.get().pid().isPresent() ? new AttachReport.NoTerminal() : new AttachReport.NotRunning();
        }
        String how = mode == AttachMode.READ_ONLY ? " --read-only" : "";
        mailbox.post(new Message.Note(who, "attach" + how + " " + process));
        return new AttachReport.Attached(
                new NotedAttachment(joined.get(), () -> mailbox.post(new Message.Note(who, "detach from " + process))));
    }

    @Override
    public CompletableFuture<List<String>> reopenLogs(Requester who) {
        CompletableFuture<List<String>> reply = new CompletableFuture<>();
        mailbox.post(new Message.ReopenLogs(who, reply));
        List<String> strayed = DirectLog.strayed(status().processes());
        return reply.thenApply(
                failures -> Stream.concat(failures.stream(), strayed.stream()).toList());
    }

    @Override
    public Optional<String> announce(String type, String data, Requester who) {
        Optional<String> objection = Control.objection(type, data);
        if (objection.isEmpty()) {
            mailbox.post(new Message.Announce(type, data, who));
        }
        return objection;
    }

    @Override
    public Subscription subscribe(int capacity) {
        return bus.subscribe(capacity);
    }

    @Override
    public CompletableFuture<Watching> watch(int capacity) {
        CompletableFuture<Watching> reply = new CompletableFuture<>();
        mailbox.post(new Message.Watch(capacity, reply));
        return reply;
    }

    private CompletableFuture<ProgramReport> enlist(Listing listing, String program, Requester who) {
        CompletableFuture<ProgramReport> reply = new CompletableFuture<>();
        mailbox.post(new Message.Enlist(listing, program, who, reply));
        return reply;
    }

    private Outcome clear(ProcessStatus process) {
        if (process.stdout().file().isEmpty() && process.stderr().file().isEmpty()) {
            return new Outcome.NothingKept(process.name());
        }
        Optional<String> trouble = captures.clear(process.name());
        if (trouble.isPresent()) {
            return new Outcome.Failed(
                    process.name(), Outcome.Cause.SYSTEM, process.shown().of(trouble.get()));
        }
        try {
            for (Output output : List.of(process.stdout(), process.stderr())) {
                if (output instanceof Output.ToFile(Path file)) {
                    LogFile.clear(captures.files(), file);
                }
            }
            return new Outcome.Cleared(process.name());
        } catch (IOException e) {
            return new Outcome.Failed(
                    process.name(), Outcome.Cause.SYSTEM, "cannot empty its output: " + LogReading.reason(e));
        }
    }
}
