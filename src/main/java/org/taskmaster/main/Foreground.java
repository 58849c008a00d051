package org.taskmaster.main;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.taskmaster.attach.Sessions;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.Requester;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.daemon.Daemon;
import org.taskmaster.daemon.DescriptorNeeds;
import org.taskmaster.daemon.EventLoop;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.http.Server;
import org.taskmaster.linux.Environment;
import org.taskmaster.linux.LinuxHost;
import org.taskmaster.linux.LinuxHost.SignalIntake;
import org.taskmaster.linux.LinuxPlumbing;
import org.taskmaster.linux.LinuxTrustedFiles;
import org.taskmaster.linux.LogSocket;
import org.taskmaster.linux.Priority;
import org.taskmaster.linux.SignalMask;
import org.taskmaster.linux.User;
import org.taskmaster.logs.Captures;
import org.taskmaster.main.Identity.Notice;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Problem;
import org.taskmaster.model.SupervisorConfig;
import org.taskmaster.model.ThreadLimit;

/// The supervisor: one loop, an activity log, and a shell, the log's lines or nothing in the terminal.
final class Foreground {

    /// In the state directory, of a supervisor in the background.
    private static final String CRASHES = "crash.log";

    private static final Duration PATIENCE_WITH_FILES = Duration.ofSeconds(10);

    private final String program;
    private final Path file;
    private final Launcher launcher;
    private final Preparation preparation;
    private final Succession succession;
    private final EventBus bus = new EventBus();
    private final AtomicReference<Optional<FilesWatch>> watch = new AtomicReference<>(Optional.empty());

    /// @param program the name it was started by
    Foreground(String program, Path file, Launcher launcher, Preparation preparation) {
        this.program = program;
        this.file = file;
        this.launcher = launcher;
        this.preparation = preparation;
        this.succession = new Succession(program, file, launcher);
    }

    /// Runs until the shutdown is through. When another build is to go on in this process, it does not return.
    ///
    /// @return the exit status
    /// @throws StartRefused when nothing was started
    int run(CommandLine.Face face) {
        if (!SignalMask.isAsLaunched()) {
            throw new StartRefused("signals do not arrive as they must: start Taskmaster by its launcher, taskmaster");
        }
        Machine beginning = succession.machine();
        ConfigurationFile source = new ConfigurationFile(file);
        Configuration configuration = source.atStart(beginning);
        Identity identity =
                Identity.decide(beginning.account(), configuration.supervisor().user());
        Optional<Notice> doubt = beginning.maySwitchUser()
                ? source.permit(
                        identity.user(), configuration.supervisor().user().isPresent())
                : Optional.empty();
        OneSupervisor.Claim claim = OneSupervisor.Claim.of(source.file(), identity.user());
        try {
            return succession.end(start(new Beginning(beginning, configuration, identity, doubt, claim), face));
        } catch (StartRefused refused) {
            throw claim.withHolder(refused);
        }
    }

    /// What is known before anything is taken.
    private record Beginning(
            Machine machine,
            Configuration configuration,
            Identity identity,
            Optional<Notice> doubt,
            OneSupervisor.Claim claim) {}

    private int start(Beginning known, CommandLine.Face face) {
        Configuration configuration = known.configuration();
        Identity identity = known.identity();
        Machine machine = switchUser(identity, known.machine(), configuration);
        SupervisorConfig settings = configuration.supervisor();
        Path socket = settings.server().socket();
        Supplier<RivalState> rival = () -> RivalState.at(socket);
        try (PidFile pidFile = PidFile.take(settings.pidfile(), file, rival);
                OneSupervisor one =
                        OneSupervisor.take(known.claim(), settings.statedir(), socket, rival, succession.former())) {
            Held held = Held.open(one, pidFile, settings.statedir(), launcher);
            List<Notice> notices = new ArrayList<>(held.notices());
            if (succession.former().isEmpty()) {
                identity.notice().ifPresent(notices::add);
            }
            known.doubt().ifPresent(notices::add);
            held.leftRunning(url(configuration), launcher.occasion().isPresent())
                    .ifPresent(notices::add);
            return run(identity.user(), notices, configuration, machine, held, face);
        }
    }

    private int run(
            User user,
            List<Notice> notices,
            Configuration configuration,
            Machine machine,
            Held held,
            CommandLine.Face face) {
        try (LogSide log = LogSide.open(configuration, bus, face)) {
            announce(user, notices);
            try {
                return supervise(configuration, machine, log, held, face);
            } catch (StartRefused refused) {
                refused.lines().forEach(line -> say(LogLevel.ERROR, line));
                throw refused;
            }
        }
    }

    private int supervise(Configuration configuration, Machine machine, LogSide log, Held held, CommandLine.Face face) {
        AtomicReference<Optional<TerminalSide>> terminal = new AtomicReference<>(Optional.empty());
        try (LinuxHost host = LinuxHost.open(
                        inherited(machine, configuration),
                        SignalIntake.AS_EVENTS,
                        held.journal().owner().instance());
                Sessions terminals = new Sessions(this::say)) {
            host.shortFor(DescriptorNeeds.of(configuration))
                    .or(() -> host.shortForItself(held.takenOver()))
                    .ifPresent(lack -> {
                        throw new StartRefused(lack);
                    });
            SupervisorInfo info = info(configuration.supervisor());
            Captures.Means captureMeans =
                    captureMeans(configuration.supervisor().statedir(), face);
            Daemon daemon = Daemon.create(
                    info,
                    configuration,
                    new TimedConfigSource(file, () -> withRoom(readAgain(machine), host), PATIENCE_WITH_FILES),
                    host,
                    bus,
                    new SignalRouting(
                            terminal, log.log(), watch, succession.rehearsals(configuration.supervisor(), face)),
                    captureMeans,
                    terminals,
                    held.former(
                            launcher.occasion().isPresent(), succession.former().isPresent()));
            Runnable warmUp = () -> WarmUpThread.start(
                    info, configuration.supervisor(), inherited(machine, configuration), captureMeans, this::say);
            return answering(daemon, machine, configuration, terminal, held, log, face, warmUp);
        }
    }

    private static Captures.Means captureMeans(Path statedir, CommandLine.Face face) {
        return new Captures.Means(
                statedir.resolve("output"),
                new LinuxTrustedFiles(),
                () -> LinuxPlumbing.open(StateDirectory.names(statedir)),
                Priority::lowest,
                Priority::givingWay,
                console(face),
                socket -> LogSocket.to(socket.toString()),
                hostname());
    }

    /// The server has its addresses before the first program starts, and goes on answering until
    /// everything is stopped.
    private int answering(
            Daemon daemon,
            Machine machine,
            Configuration configuration,
            AtomicReference<Optional<TerminalSide>> terminal,
            Held held,
            LogSide log,
            CommandLine.Face face,
            Runnable warmUp) {
        preparation.end();
        ThreadRoom.demand(configuration, face);
        Footprint footprint = new Footprint();
        footprint.watch();
        Optional<String> path = Optional.ofNullable(machine.environment().get("PATH"));
        try (Server server = ServerSide.open(
                configuration.supervisor().server(), daemon.control(), bus, footprint, path, succession.former())) {
            if (face == CommandLine.Face.DETACHED) {
                launcher.leaveTerminal(configuration.supervisor().statedir().resolve(CRASHES));
            }
            Optional<StartRefused> trouble = begin(daemon, () -> {
                // First: that it has a carrier makes the server's first request find another.
                watch.set(Optional.of(held.watch(configuration.supervisor(), server, this::say)));
                server.start();
                if (face == CommandLine.Face.SHELL) {
                    terminal.set(Optional.of(
                            TerminalSide.start(daemon.control(), machine, configuration, succession.lineLeft())));
                }
            });
            warmUp.run();
            EventLoop.Ending ending = runToTheEnd(daemon);
            // What is removed now is not to come back.
            watch.getAndSet(Optional.empty()).ifPresent(FilesWatch::close);
            held.endJournal(ending.handedOver(), this::say);
            int shellStatus = terminal.get().map(side -> side.end(ending)).orElse(0);
            ending.successor().ifPresent(next -> {
                succession.leave(
                        next,
                        configuration.supervisor(),
                        server,
                        held,
                        terminal.get().map(TerminalSide::left).orElse(""));
                log.farewell("goes on as " + next.name());
            });
            if (trouble.isPresent()) {
                throw trouble.get();
            }
            return ending.leftBehind().isEmpty() ? shellStatus : 1;
        } finally {
            watch.getAndSet(Optional.empty()).ifPresent(FilesWatch::close);
        }
    }

    /// A user who wants the file read again wants to find us again, too.
    private LoadResult readAgain(Machine machine) {
        lookForFiles();
        return new ConfigurationFile(file).again(machine);
    }

    /// What is running must not end up without the descriptors for its output, its clients and its configuration.
    private LoadResult withRoom(LoadResult read, LinuxHost host) {
        if (!(read instanceof LoadResult.Loaded(Configuration configuration))) {
            return read;
        }
        return host.shortFor(DescriptorNeeds.of(configuration))
                .<LoadResult>map(lack -> new LoadResult.Rejected(List.of(
                        new Problem(file, 0, 0, lack, "that takes a new start; or capture the output of fewer"))))
                .orElse(read);
    }

    private void lookForFiles() {
        watch.get().ifPresent(FilesWatch::look);
    }

    /// From the first program on, whatever goes wrong has to stop what was started.
    private Optional<StartRefused> begin(Daemon daemon, Runnable open) {
        try {
            daemon.loop().begin();
            open.run();
            launcher.ready();
            return Optional.empty();
        } catch (RuntimeException | Error defect) {
            String why =
                    "the start could not be finished, and what had been started was stopped again: " + reason(defect);
            say(LogLevel.CRITICAL, why);
            daemon.control().shutdown(new Requester("Taskmaster, as its start could not be finished"));
            return Optional.of(new StartRefused(why));
        }
    }

    private static String reason(Throwable defect) {
        return switch (defect) {
            case OutOfMemoryError shortage -> ThreadLimit.words(shortage);
            case UncheckedIOException failed -> String.valueOf(failed.getMessage());
            default -> Defects.describe(defect);
        };
    }

    /// The loop goes on after a defect; only where it could not even be reported, everything is stopped, and what
    /// happens then cannot be helped.
    private static EventLoop.Ending runToTheEnd(Daemon daemon) {
        try {
            return daemon.loop().run();
        } catch (RuntimeException | Error defect) {
            daemon.control().shutdown(new Requester("Taskmaster, after a defect it could not report: " + defect));
            return daemon.loop().run();
        }
    }

    /// Where lines go that programs are to write to the supervisor's own standard output. Where people type
    /// at a prompt, they would be written over it: there, `tail -f` shows them.
    private static OutputStream console(CommandLine.Face face) {
        return switch (face) {
            case SHELL -> OutputStream.nullOutputStream();
            case NO_SHELL, DETACHED -> System.out;
        };
    }

    /// The name of this machine, as the kernel has it; without asking the network.
    private static Optional<String> hostname() {
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// What programs inherit: our own environment byte by byte, with the account that was taken, and where we can be
    /// reached, as supervisord gives it to its listeners.
    private static Environment inherited(Machine machine, Configuration configuration) {
        return Environment.ofThisProcess()
                .with(machine.changes())
                .with(Map.of("SUPERVISOR_SERVER_URL", url(configuration)));
    }

    private static String url(Configuration configuration) {
        return configuration.supervisor().server().url();
    }

    private static Machine switchUser(Identity identity, Machine beginning, Configuration configuration) {
        Path directory = configuration.supervisor().statedir();
        if (beginning.maySwitchUser() && beginning.defaultStatedir().equals(Optional.of(directory))) {
            StateDirectory.makeFor(identity.user(), directory);
        }
        identity.take();
        StateDirectory.demandOurs(directory);
        StateDirectory.make(directory);
        StateDirectory.demandOurs(configuration.supervisor());
        return beginning.as(identity.user());
    }

    private SupervisorInfo info(SupervisorConfig config) {
        return new SupervisorInfo(
                Build.version(),
                Build.id(),
                succession.note(),
                ProcessHandle.current().pid(),
                file.toAbsolutePath(),
                config.log().file(),
                config.identifier(),
                config.shown());
    }

    private void announce(User user, List<Notice> notices) {
        String how = succession
                .former()
                .map(it -> " goes on where " + it.name() + " was, in the same process, ")
                .orElse(" started with ");
        say(
                LogLevel.INFO,
                Build.name() + how + "pid " + ProcessHandle.current().pid() + ", configuration "
                        + file.toAbsolutePath());
        launcher.occasion().ifPresent(text -> say(LogLevel.WARN, text));
        notices.forEach(this::announce);
        if (!Files.isReadable(file)) {
            announce(new Notice(LogLevel.WARN, "a reload will not work: " + user.name() + " may not read " + file));
        }
    }

    private void announce(Notice notice) {
        launcher.say(program + ": " + notice.text());
        say(notice.level(), notice.text());
    }

    private void say(LogLevel level, String text) {
        bus.publish(new Event.OfSupervisor(Instant.now(), level, text));
    }
}
