package org.taskmaster.daemon;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.taskmaster.control.Control;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.events.EventBus;
import org.taskmaster.host.Host;
import org.taskmaster.logs.Captures;
import org.taskmaster.model.Configuration;

/// The supervisor's two sides: the loop, for the thread that runs it, and the control, for everyone
/// else.
///
/// @param control may be used by any thread
/// @param loop must be run by one thread, which then owns the host
public record Daemon(Control control, EventLoop loop) {

    /// Puts a daemon together. It starts its programs when its loop begins.
    ///
    /// @param source read at every reload
    public static Daemon create(
            SupervisorInfo info,
            Configuration configuration,
            ConfigSource source,
            Host host,
            EventBus bus,
            Surroundings surroundings,
            Captures.Means captureMeans,
            Terminals terminals) {
        ThreadFactory threads =
                Thread.ofPlatform().name("config-reader").daemon().factory();
        return create(
                info,
                configuration,
                source,
                Executors.newSingleThreadExecutor(threads),
                host,
                bus,
                surroundings,
                captureMeans,
                terminals);
    }

    /// @param reader where the configuration is read: one reading after another, so that the latest
    ///     wins
    static Daemon create(
            SupervisorInfo info,
            Configuration configuration,
            ConfigSource source,
            Executor reader,
            Host host,
            EventBus bus,
            Surroundings surroundings,
            Captures.Means captureMeans,
            Terminals terminals) {
        Fleet fleet = new Fleet();
        Mailbox mailbox = new Mailbox(host);
        Captures captures = new Captures(captureMeans, report -> mailbox.post(new Message.OutputChanged(report)));
        Catalogue catalogue = new Catalogue(configuration);
        Control control =
                new DaemonControl(info, fleet, catalogue, mailbox, bus, host, surroundings, captures, terminals);
        Outbox outbox = new Outbox(bus);
        EventLoop loop = new EventLoop(
                new GuardedHost(host, new Guard(host, outbox)),
                outbox,
                catalogue,
                source,
                reader,
                surroundings,
                fleet,
                mailbox,
                captures,
                terminals);
        return new Daemon(control, loop);
    }
}
