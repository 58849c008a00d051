package org.taskmaster.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.taskmaster.client.Call.Waiting;
import org.taskmaster.client.ClientFailure.Kind;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment;
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
import org.taskmaster.events.EventBus.Interest;
import org.taskmaster.events.Subscription;
import org.taskmaster.json.ConfigForms;
import org.taskmaster.json.Form;
import org.taskmaster.json.LogForms;
import org.taskmaster.json.OrderForms;
import org.taskmaster.json.ProgramForms;
import org.taskmaster.json.RequestForms;
import org.taskmaster.json.StatusForms;
import org.taskmaster.json.SupervisorForms;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.model.Stream;
import org.taskmaster.model.ThreadLimit;

/// A supervisor in another process, perhaps on another machine.
///
/// The requester is the user the supervisor takes us for, by our user or our password: of a [Requester] only
/// the reason is sent. Questions, and orders that are done at once, throw a [ClientFailure] when they could not
/// be brought there; of the others the future fails with it.
public final class RemoteControl implements Control, AutoCloseable {

    private static final int MOST_OF_A_LOG = 1 << 20;

    private final Endpoint endpoint;
    private final Optional<String> reason;
    private final Replies replies;

    private RemoteControl(Endpoint endpoint, Optional<String> reason) {
        this.endpoint = endpoint;
        this.reason = reason;
        this.replies = new Replies(endpoint);
    }

    /// Has the JDK get ready for Unix sockets, which takes it some hundredths of a second: it begins with
    /// random numbers, for a purpose that is not ours. A caller that has something else to do before
    /// asking does this at the same time.
    public static void prepare() {
        Dialling.prepare();
    }

    /// Nothing is connected before something is asked.
    ///
    /// @param reason why everything is asked that gives no reason of its own
    public static RemoteControl open(Endpoint endpoint, Optional<String> reason) {
        return new RemoteControl(endpoint, reason);
    }

    @Override
    public SupervisorInfo info() {
        return ask(new Target(), SupervisorForms.INFO);
    }

    /// Who we are to the supervisor, and what we may do.
    public SupervisorForms.Identity identity() {
        return ask(new Target("whoami"), SupervisorForms.IDENTITY);
    }

    @Override
    public FleetStatus status() {
        return ask(new Target("processes"), StatusForms.FLEET).at(new Moment(System.nanoTime()));
    }

    @Override
    public List<ConfiguredProcess> configured() {
        return ask(new Target("programs"), ProgramForms.PROGRAMS).processes();
    }

    @Override
    public List<ConfiguredProcess> reveal(Requester who) {
        Target target = new Target("programs").with("env", "show");
        reason(who).ifPresent(words -> target.with("reason", words));
        return ask(target, ProgramForms.PROGRAMS).processes();
    }

    @Override
    public Optional<ConfiguredProcess> inForce(ProcessName process) {
        return ask(new Target("processes", process.text(), "settings"), ProgramForms.PROGRAMS).processes().stream()
                .findFirst();
    }

    @Override
    public CompletableFuture<ActionReport> act(Action action, Selector selector, Patience patience, Requester who) {
        OrderForms.Order order = new OrderForms.Order(selector.words(), patience, reason(who));
        String verb = action.name().toLowerCase(Locale.ROOT);
        return order(new Target("processes", verb), OrderForms.ORDER.write(order), OrderForms.REPORT);
    }

    @Override
    public CompletableFuture<ActionReport> signal(Signal signal, Selector selector, Requester who) {
        OrderForms.SignalOrder order = new OrderForms.SignalOrder(signal, selector.words(), reason(who));
        return order(new Target("processes", "signal"), OrderForms.SIGNAL_ORDER.write(order), OrderForms.REPORT);
    }

    @Override
    public CompletableFuture<ReloadReport> reload(ReloadMode mode, List<String> programs, Requester who) {
        return switch (mode) {
            case DRY_RUN -> {
                Target target = new Target("config", "plan").with("program", programs);
                yield later(call -> call.get(target.toString()), ConfigForms.RELOAD);
            }
            case APPLY -> {
                ConfigForms.ReloadOrder order = new ConfigForms.ReloadOrder(programs, reason(who));
                yield order(new Target("config", "reload"), ConfigForms.RELOAD_ORDER.write(order), ConfigForms.RELOAD);
            }
        };
    }

    @Override
    public CompletableFuture<RereadReport> reread(Requester who) {
        return order(new Target("config", "reread"), plain(who), ConfigForms.REREAD);
    }

    @Override
    public CompletableFuture<ProgramReport> add(String program, Requester who) {
        return order(new Target("programs", program, "add"), plain(who), ConfigForms.PROGRAM);
    }

    @Override
    public CompletableFuture<ProgramReport> remove(String program, Requester who) {
        return order(new Target("programs", program, "remove"), plain(who), ConfigForms.PROGRAM);
    }

    @Override
    public CompletableFuture<ReloadReport> startAnew(Requester who) {
        return order(new Target("restart"), plain(who), ConfigForms.RELOAD);
    }

    @Override
    public Runnable departure() {
        return switch (endpoint) {
            case Endpoint.Unix _ -> Departure.of(info().pid());
            case Endpoint.Tcp _ -> Control.super.departure();
        };
    }

    /// Answered at once; a supervisor that is gone before it could answer did what was asked.
    @Override
    public CompletableFuture<Void> shutdown(Requester who) {
        try {
            tell(new Target("shutdown"), plain(who), RequestForms.DONE);
            return CompletableFuture.completedFuture(null);
        } catch (ClientFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /// As [#shutdown]; that nothing was done is a failure like any other.
    @Override
    public CompletableFuture<Optional<String>> handOver(Requester who) {
        try {
            byte[] json = RequestForms.SHUTDOWN.write(new RequestForms.Shutdown(true, reason(who)));
            tell(new Target("shutdown"), json, RequestForms.DONE);
            return CompletableFuture.completedFuture(Optional.empty());
        } catch (ClientFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    @Override
    public CompletableFuture<UpgradeReport> upgrade(Optional<Path> build, Requester who) {
        byte[] json = RequestForms.UPGRADE.write(new RequestForms.Upgrade(build, reason(who)));
        return order(new Target("upgrade"), json, RequestForms.UPGRADE_REPORT);
    }

    @Override
    public LogSlice readLog(LogSource source, long offset, int length) {
        return ask(log(source, offset, length), LogForms.SLICE);
    }

    @Override
    public LogSlice readOn(LogSource source, LogPlace place, int length) {
        Target target = log(source, place.offset(), length).with("file", place.file());
        return ask(place.mark().isEmpty() ? target : target.with("mark", place.mark()), LogForms.SLICE);
    }

    private static Target log(LogSource source, long offset, int length) {
        Target target = switch (source) {
            case LogSource.Activity _ -> new Target("log");
            case LogSource.OfProcess(ProcessName name, Stream stream) ->
                new Target("processes", name.text(), "log").with("stream", stream.word());
        };
        return target.with("offset", Long.toString(offset))
                .with("length", Integer.toString(Math.min(length, MOST_OF_A_LOG)));
    }

    @Override
    public ActionReport clearLogs(Selector selector, Requester who) {
        OrderForms.NamesOrder order = new OrderForms.NamesOrder(selector.words(), reason(who));
        return tell(new Target("processes", "clear-log"), OrderForms.NAMES_ORDER.write(order), OrderForms.REPORT);
    }

    @Override
    public Optional<String> clearActivityLog(Requester who) {
        try {
            tell(new Target("log", "clear"), plain(who), RequestForms.DONE);
            return Optional.empty();
        } catch (ClientFailure failure) {
            if (failure.kind() == Kind.DECLINED) {
                return Optional.of(failure.what());
            }
            throw failure;
        }
    }

    @Override
    public CompletableFuture<StdinReport> sendStdin(ProcessName process, byte[] bytes, Requester who) {
        LogForms.Stdin stdin = new LogForms.Stdin(bytes, reason(who));
        return order(
                new Target("processes", process.text(), "stdin"), LogForms.STDIN.write(stdin), LogForms.STDIN_REPORT);
    }

    @Override
    public AttachReport attach(ProcessName process, WindowSize size, AttachMode mode, Requester who) {
        return switch (join(process, size, mode)) {
            case AttachReport.Attached(Attachment first) ->
                new AttachReport.Attached(new LastingAttachment(first, size, now -> join(process, now, mode)));
            case AttachReport refused -> refused;
        };
    }

    private AttachReport join(ProcessName process, WindowSize size, AttachMode mode) {
        Target target = new Target("processes", process.text(), "attach")
                .with("rows", Integer.toString(size.rows()))
                .with("columns", Integer.toString(size.columns()))
                .with("mode", mode.name().toLowerCase(Locale.ROOT));
        return RemoteAttachment.open(endpoint, target.toString());
    }

    @Override
    public CompletableFuture<List<String>> reopenLogs(Requester who) {
        return order(new Target("logs", "reopen"), plain(who), LogForms.REOPENED)
                .thenApply(LogForms.Reopened::failures);
    }

    @Override
    public Optional<String> announce(String type, String data, Requester who) {
        Optional<String> objection = Control.objection(type, data);
        if (objection.isEmpty()) {
            RequestForms.Announcement announcement = new RequestForms.Announcement(type, data, reason(who));
            tell(new Target("announce"), RequestForms.ANNOUNCEMENT.write(announcement), RequestForms.DONE);
        }
        return objection;
    }

    /// Ends, and says so by an event, when the connection is lost.
    @Override
    public Subscription subscribe(int capacity) {
        return Feed.open(endpoint, capacity, Interest.TOLD).events();
    }

    /// Ends, and says so by an event, when the connection is lost.
    @Override
    public CompletableFuture<Watching> watch(int capacity) {
        try {
            return CompletableFuture.completedFuture(Feed.open(endpoint, capacity, Interest.ALL));
        } catch (ClientFailure failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /// What becomes of a request whose connection ended before the answer.
    public static ClientFailure lost(Endpoint endpoint) {
        return Call.lost(endpoint, Incoming.ended());
    }

    /// Every request has a connection of its own, so there is none to be closed.
    @Override
    public void close() {
        // nothing is held
    }

    private Optional<String> reason(Requester who) {
        return who.reason().or(() -> reason);
    }

    private byte[] plain(Requester who) {
        return RequestForms.PLAIN.write(new RequestForms.Plain(reason(who)));
    }

    /// A question does no harm when it is asked again: a connection may be cut off that was made just when
    /// the supervisor goes on as another build.
    private <T> T ask(Target target, Form<T> form) {
        try {
            return askOnce(target, form);
        } catch (ClientFailure failure) {
            if (failure.kind() == Kind.LOST) {
                return askOnce(target, form);
            }
            throw failure;
        }
    }

    private <T> T askOnce(Target target, Form<T> form) {
        try (Call call = Call.open(endpoint)) {
            call.get(target.toString());
            return replies.read(call.reply(Waiting.SHORT), form);
        }
    }

    private <T> T tell(Target target, byte[] json, Form<T> form) {
        try (Call call = Call.open(endpoint)) {
            call.post(target.toString(), json);
            return replies.read(call.reply(Waiting.SHORT), form);
        }
    }

    private <T> CompletableFuture<T> order(Target target, byte[] json, Form<T> form) {
        return later(call -> call.post(target.toString(), json), form);
    }

    /// Sends at once and waits on a thread of its own. Who cancels the future hangs up.
    private <T> CompletableFuture<T> later(Consumer<Call> sending, Form<T> form) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            Call call = Call.open(endpoint);
            answer.whenComplete((_, _) -> call.close());
            sending.accept(call);
            Thread.ofPlatform().name("order").daemon().start(() -> await(call, form, answer));
        } catch (ClientFailure failure) {
            fail(answer, failure);
        } catch (OutOfMemoryError error) {
            fail(
                    answer,
                    new ClientFailure(
                            Kind.LOST,
                            "the answer to what was ordered cannot be waited for: " + ThreadLimit.words(error),
                            "the status of the processes tells what became of it"));
        }
        return answer;
    }

    private <T> void await(Call call, Form<T> form, CompletableFuture<T> answer) {
        try {
            answer.complete(replies.read(call.reply(Waiting.LONG), form));
        } catch (ClientFailure failure) {
            fail(answer, failure);
        } catch (RuntimeException | Error defect) {
            answer.completeExceptionally(defect);
        }
    }

    /// That the supervisor's end overtook an order is a cancelled answer to every user of a [Control].
    private static void fail(CompletableFuture<?> answer, ClientFailure failure) {
        if (failure.kind() == Kind.SHUTTING_DOWN) {
            answer.cancel(false);
        } else {
            answer.completeExceptionally(failure);
        }
    }
}
