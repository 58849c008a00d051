package org.taskmaster.daemon;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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

    private static final Duration IDLE = Duration.ofSeconds(30);

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
            Terminals terminals,
            Former former) {
        return create(
                info,
                configuration,
                source,
                oneThread("config-reader"),
                oneThread("file-work"),
                oneThread("state-work"),
                oneThread("rehearsal"),
                host,
                bus,
                surroundings,
                captureMeans,
                terminals,
                former);
    }

    /// @param reader where the configuration is read: one reading after another, so that the latest wins
    /// @param fileWork where what waits for a file system is done, one thing after another
    /// @param stateWork the same for the state directory, which need not wait for the others
    /// @param rehearsals where another build is waited for
    static Daemon create(
            SupervisorInfo info,
            Configuration configuration,
            ConfigSource source,
            Executor reader,
            Executor fileWork,
            Executor stateWork,
            Executor rehearsals,
            Host host,
            EventBus bus,
            Surroundings surroundings,
            Captures.Means captureMeans,
            Terminals terminals,
            Former former) {
        Fleet fleet = new Fleet();
        Mailbox mailbox = new Mailbox(host);
        SlowWork slowWork = new SlowWork(fileWork, mailbox);
        Captures captures =
                new Captures(captureMeans, report -> mailbox.post(new Message.OutputChanged(report)), slowWork);
        Catalogue catalogue = new Catalogue(configuration);
        Control control =
                new DaemonControl(info, fleet, catalogue, mailbox, bus, host, surroundings, captures, terminals);
        Outbox outbox = new Outbox(bus);
        Guard guard = new Guard(new Reporter(host, outbox));
        Reporter reporter = new Reporter(new GuardedHost(host, guard), outbox);
        EventLoop loop = new EventLoop(
                reporter,
                fleet,
                mailbox,
                new Outputs(captures, new GuardedTerminals(terminals, guard), fleet, reporter, slowWork),
                catalogue,
                new ConfigReader(source, reader, mailbox),
                surroundings,
                new Disablement(former.disabled(), fleet, reporter, new SlowWork(stateWork, mailbox), mailbox),
                rehearsals,
                former);
        return new Daemon(control, loop);
    }

    /// One that is made when there is something to do, and ends when there was nothing for a while.
    private static Executor oneThread(String name) {
        ThreadFactory threads = Thread.ofPlatform().name(name).daemon().factory();
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        one.allowCoreThreadTimeOut(true);
        return one;
    }
}
