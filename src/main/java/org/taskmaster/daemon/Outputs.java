package org.taskmaster.daemon;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.taskmaster.control.ProcessStatus.OutputHealth;
import org.taskmaster.host.Channels;
import org.taskmaster.host.Host;
import org.taskmaster.host.HostEvent;
import org.taskmaster.host.Terminal;
import org.taskmaster.host.TerminalResult;
import org.taskmaster.logs.Captures;
import org.taskmaster.logs.OutputReport;
import org.taskmaster.logs.UntakenOutput;
import org.taskmaster.model.Defects;
import org.taskmaster.model.Launch;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessId;

/// What processes write: has channels for their captured output that follow their names, hands their terminals
/// over, and notes how the keeping of output goes.
final class Outputs {

    private final Captures captures;
    private final Terminals terminals;
    private final Fleet fleet;
    private final Reporter reporter;
    private final SlowWork slowWork;

    Outputs(Captures captures, Terminals terminals, Fleet fleet, Reporter reporter, SlowWork slowWork) {
        this.captures = captures;
        this.terminals = terminals;
        this.fleet = fleet;
        this.reporter = reporter;
        this.slowWork = slowWork;
    }

    /// What came of preparing channels.
    sealed interface Prepared {
        record Ready(Channels channels) implements Prepared {}

        /// @param reason in words for people, without values of the environment
        record Failed(String reason) implements Prepared {}
    }

    /// Has channels for the next run of a process. Those that are there need a look at their names only.
    ///
    /// @param then told by the loop what came of it, if that takes longer than a moment
    /// @return what came of it; empty when it takes longer
    Optional<Prepared> prepare(Slot slot, Consumer<Prepared> then) {
        Optional<ProcessConfig> former = slot.takeFormerName();
        former.ifPresent(before -> {
            fleet.noteRenamed(before);
            slot.state().live().ifPresent(id -> terminals.renamed(id, slot.name()));
        });
        ProcessConfig config = slot.config();
        Optional<Channels> there = former.isPresent() ? Optional.empty() : captures.ready(slot.name(), config.launch());
        if (there.isPresent()) {
            return there.map(Prepared.Ready::new);
        }
        return slowWork.promptly(() -> prepared(former, config), prepared -> {
            if (fleet.find(slot.key()).isPresent()) {
                then.accept(prepared);
            } else {
                captures.forget(config.name());
            }
        });
    }

    /// Has the output of a process taken as its settings say, whether or not it runs: a process of this name that
    /// outlived another supervisor may be writing.
    void take(Slot slot) {
        prepare(slot, prepared -> reportFailure(slot, prepared)).ifPresent(prepared -> reportFailure(slot, prepared));
    }

    /// A process with a terminal was started.
    void opened(Slot slot, ProcessId id, Terminal terminal) {
        terminals.opened(slot.name(), id, terminal);
    }

    /// The terminal of a process that was taken over goes on when its channels are there: until then nobody
    /// reads what it writes, and it waits.
    void reopenTerminal(Slot slot, ProcessId id, Host host) {
        Consumer<Prepared> then = prepared -> {
            if (slot.state().live().filter(id::equals).isPresent()) {
                reopenTerminal(slot, id, host, prepared);
            }
        };
        prepare(slot, then).ifPresent(then);
    }

    private void reopenTerminal(Slot slot, ProcessId id, Host host, Prepared prepared) {
        Launch launch = slot.config().launch();
        Channels channels = switch (prepared) {
            case Prepared.Ready(Channels ready) -> ready;
            // Why, has been said.
            case Prepared.Failed _ -> Channels.NONE;
        };
        switch (host.reopenTerminal(id, launch, channels)) {
            case TerminalResult.Opened(Terminal terminal, Optional<String> trouble) -> {
                trouble.ifPresent(why -> reporter.say(
                        LogLevel.WARN,
                        "what " + slot.name() + " writes to its terminal is not logged: "
                                + launch.shown().of(why)));
                terminals.resumed(slot.name(), id, terminal, new TerminalPast(captures, slot.name(), launch));
            }
            case TerminalResult.Lost _ ->
                reporter.say(
                        LogLevel.WARN,
                        slot.name() + " (pid " + id.pid()
                                + ") has lost its terminal: nobody had kept that when the supervisor before this one ended");
        }
    }

    /// A process has ended, and what it wrote is complete.
    ///
    /// @param its empty when no slot is known to be that of the process
    void ended(HostEvent.ChildDied death, Optional<Slot> its) {
        String text = its.map(slot -> slot.exitText(death.exit()))
                .orElseGet(() -> death.exit().text());
        terminals.ended(death.id(), text);
        its.ifPresent(slot -> captures.ended(slot.name()));
    }

    /// Opens all files again.
    ///
    /// @return completes with what stood in the way
    CompletableFuture<List<String>> reopen() {
        return captures.reopen();
    }

    /// The supervisor ends: takes what waits, not for long, and reports what is lost; or leaves all of it to the next
    /// one. Where that is another build in this process, who is attached is heard until the server ends.
    void close(EventLoop.Ending how) {
        if (how.handedOver()) {
            terminals.leave();
            captures.abandon();
            if (how.successor().isEmpty()) {
                terminals.close();
            }
            return;
        }
        terminals.close();
        captures.close();
        for (UntakenOutput output : captures.untaken()) {
            reporter.say(
                    LogLevel.ERROR,
                    output.bytes() + " bytes of the " + output.stream().word() + " of " + output.process()
                            + " are lost: its log could not be written before the end");
        }
    }

    /// A process has left the fleet.
    void forget(Slot slot) {
        slot.takeFormerName().ifPresent(before -> captures.forget(before.name()));
        captures.forget(slot.name());
    }

    /// Notes how the keeping of output goes.
    void note(OutputReport report) {
        if (report.process().isEmpty()) {
            reporter.say(LogLevel.WARN, report.trouble().orElse("the output of programs is kept again"));
        }
        for (Slot slot : fleet.slots()) {
            if (report.process().filter(slot.name()::equals).isPresent()) {
                slot.health(new OutputHealth(report.lostBytes(), report.trouble()))
                        .ifPresent(text -> reporter.say(LogLevel.WARN, text));
                fleet.noteChange(slot, slot.state().live());
            }
        }
    }

    private Prepared prepared(Optional<ProcessConfig> former, ProcessConfig config) {
        Launch launch = config.launch();
        try {
            former.ifPresent(before -> {
                fleet.renamings().note(captures.files(), before, config);
                captures.rename(before.name(), config.name());
            });
            return new Prepared.Ready(captures.prepare(config.name(), launch));
        } catch (IOException failed) {
            return new Prepared.Failed(launch.shown().of(String.valueOf(failed.getMessage())));
        } catch (RuntimeException | Error defect) {
            // The start has to be answered, or it would be under way for ever.
            return new Prepared.Failed("a defect in Taskmaster, please report it: " + Defects.describe(defect));
        }
    }

    private void reportFailure(Slot slot, Prepared prepared) {
        if (prepared instanceof Prepared.Failed(String reason)) {
            reporter.say(LogLevel.WARN, "the output of " + slot.name() + " cannot be taken: " + reason);
        }
    }
}
