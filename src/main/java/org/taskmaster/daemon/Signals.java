package org.taskmaster.daemon;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.Requester;
import org.taskmaster.daemon.Message.Purpose;
import org.taskmaster.host.HostEvent.Origin;
import org.taskmaster.host.HostEvent.SignalReceived;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Signal;

/// What signals to the supervisor mean.
final class Signals {

    private final Surroundings surroundings;
    private final Requests requests;
    private final Exit exit;
    private final Reporter reporter;

    Signals(Surroundings surroundings, Requests requests, Exit exit, Reporter reporter) {
        this.surroundings = surroundings;
        this.requests = requests;
        this.exit = exit;
        this.reporter = reporter;
    }

    void take(SignalReceived received) {
        Signal signal = received.signal();
        Origin origin = received.origin();
        Requester who = new Requester(signal + from(origin));
        boolean fromTerminal = origin instanceof Origin.Terminal;
        if (signal.equals(Signal.HUP) && !fromTerminal) {
            requests.read(new Message.Reading(
                    new Purpose.Reload(ReloadMode.APPLY, List.of(), new CompletableFuture<>()), who));
        } else if (signal.equals(Signal.INT) && fromTerminal && surroundings.interruptedFromTerminal()) {
            return;
        } else if (signal.equals(Signal.WINCH)) {
            surroundings.terminalResized();
        } else if (signal.equals(Signal.USR1)) {
            requests.take(new Message.Upgrade(Optional.empty(), who, new CompletableFuture<>()));
        } else if (signal.equals(Signal.USR2)) {
            // In this order: the line is the first of the new file.
            CompletableFuture<List<String>> _ = requests.reopenLogs();
            reporter.say(LogLevel.INFO, "received " + who.name() + " indicating log reopen request");
        } else if (ExitRequests.isOne(signal)) {
            reporter.say(LogLevel.WARN, "received " + who.name() + " indicating exit request");
            exit.ask(signal, origin);
        } else {
            reporter.say(LogLevel.DEBUG, "received " + who.name() + ", which means nothing here");
        }
    }

    private static String from(Origin origin) {
        return switch (origin) {
            case Origin.Process(int pid, int uid) -> " from process " + pid + " (uid " + uid + ")";
            case Origin.Terminal _ -> " from the terminal";
            case Origin.Kernel _ -> " from the kernel";
        };
    }
}
