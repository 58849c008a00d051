package org.taskmaster.json;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.control.LogSlice;
import org.taskmaster.control.Outcome;
import org.taskmaster.control.ProgramReport;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.ReloadStep;
import org.taskmaster.control.RereadReport;
import org.taskmaster.control.StdinReport;
import org.taskmaster.core.ProcessEvent;
import org.taskmaster.core.ProcessEvent.Verdict;
import org.taskmaster.events.Event;
import org.taskmaster.model.Autorestart;
import org.taskmaster.model.ByteSize;
import org.taskmaster.model.Capture;
import org.taskmaster.model.ExitStatus;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Launch;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policy;
import org.taskmaster.model.Problem;
import org.taskmaster.model.ProcessConfig;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.ProcessName;
import org.taskmaster.model.Signal;
import org.taskmaster.model.StartPolicy;
import org.taskmaster.model.StateName;
import org.taskmaster.model.Stdin;
import org.taskmaster.model.StopPolicy;
import org.taskmaster.model.SyslogTarget;

/// At least one value of every kind that goes over the wire, with every optional part there and missing.
final class Examples {

    static final Instant THEN = Instant.parse("2026-11-23T05:31:00.123456789Z");
    static final Duration TOOK = Duration.ofNanos(1_260_000_001);

    private static final Problem PROBLEM =
            new Problem(Path.of("web.yaml"), 12, 9, "cannot read \"10 seconds\"", "write 10s");
    private static final List<ReloadStep> STEPS = steps();

    private Examples() {}

    static List<ExitStatus> exits() {
        return List.of(
                new ExitStatus.Code(3),
                new ExitStatus.Killed(new Signal(11), true),
                new ExitStatus.Killed(new Signal(32), false),
                new ExitStatus.Killed(new Signal(64), false),
                new ExitStatus.NeverRan("no such interpreter"),
                new ExitStatus.Unknown());
    }

    static List<Output> outputs() {
        Path path = Path.of("/var/log/a b.log");
        KeptFile full = new KeptFile(
                path,
                new ByteSize(3L << 30),
                10,
                Optional.of(KeptFile.Period.WEEKLY),
                true,
                new ByteSize(10L << 30),
                Optional.of("alice:adm"),
                OptionalInt.of(0640));
        SyslogTarget.Server server = new SyslogTarget.Server(SyslogTarget.Transport.TCP, "log.example", 601);
        return List.of(
                new Output.Discard(),
                new Output.Captured(new Capture(
                        Optional.of(full),
                        Capture.LineFormat.JSON,
                        true,
                        true,
                        Optional.of(new SyslogTarget(Optional.of(server), 23, Optional.of("tag"))),
                        Capture.OnLogError.BLOCK)),
                new Output.Captured(new Capture(
                        Optional.of(KeptFile.unrotated(path)),
                        Capture.LineFormat.RAW,
                        false,
                        false,
                        Optional.of(new SyslogTarget(Optional.empty(), SyslogTarget.DAEMON, Optional.empty())),
                        Capture.OnLogError.DROP)),
                new Output.ToFile(path));
    }

    static List<Outcome> outcomes() {
        List<Outcome> all = new ArrayList<>(List.of(
                new Outcome.Begun(ProcessName.of("a")),
                new Outcome.Started(ProcessName.of("web:0"), 4711, TOOK),
                new Outcome.Started(ProcessName.of("web:0"), 4711, TOOK, true),
                new Outcome.Stopped(ProcessName.of("web:0"), "exit status 0", Duration.ZERO),
                new Outcome.Disabled(ProcessName.of("a"), Optional.of("exit status 0")),
                new Outcome.Disabled(ProcessName.of("a"), Optional.empty()),
                new Outcome.Enabled(ProcessName.of("a"), OptionalInt.of(4711), ""),
                new Outcome.Enabled(ProcessName.of("a"), OptionalInt.empty(), "it was not disabled"),
                new Outcome.LeftDown(ProcessName.of("a")),
                new Outcome.Restarted(ProcessName.of("web:0"), OptionalInt.of(1), 2, TOOK),
                new Outcome.Restarted(ProcessName.of("web:0"), OptionalInt.empty(), 2, TOOK),
                new Outcome.Restarted(ProcessName.of("web:0"), OptionalInt.empty(), 2, TOOK, true),
                new Outcome.Signalled(ProcessName.of("b")),
                new Outcome.Cleared(ProcessName.of("c")),
                new Outcome.AlreadyStarted(ProcessName.of("d")),
                new Outcome.NotRunning(ProcessName.of("e")),
                new Outcome.NotSignalled(ProcessName.of("e")),
                new Outcome.NothingKept(ProcessName.of("e"))));
        for (Outcome.Cause cause : Outcome.Cause.values()) {
            all.add(new Outcome.Failed(ProcessName.of("f"), cause, "line one\n\tline \"two\" \\ \u0007 ü 😀"));
        }
        return all;
    }

    static List<ReloadReport> reloads() {
        return List.of(
                new ReloadReport.Rejected(List.of(PROBLEM)),
                new ReloadReport.Planned(STEPS),
                new ReloadReport.Applied(List.of()),
                new ReloadReport.Superseded());
    }

    static List<RereadReport> rereads() {
        return List.of(
                new RereadReport.Rejected(List.of(PROBLEM, PROBLEM)),
                new RereadReport.Read(List.of("a"), List.of("b", "c"), List.of()),
                new RereadReport.Superseded());
    }

    static List<ProgramReport> programs() {
        return List.of(
                new ProgramReport.Done(),
                new ProgramReport.NoSuchProgram(Optional.of("web")),
                new ProgramReport.NoSuchProgram(Optional.empty()),
                new ProgramReport.AlreadyAdded(),
                new ProgramReport.StillRunning(List.of("web:0", "web:1")),
                new ProgramReport.ShuttingDown());
    }

    static List<StdinReport> stdins() {
        return List.of(
                new StdinReport.Sent(),
                new StdinReport.NoSuchProcess(),
                new StdinReport.NotRunning(),
                new StdinReport.Closed("its standard input is /dev/null"));
    }

    static List<LogSlice> slices() {
        return List.of(
                new LogSlice.Bytes(
                        "grüße\n\0".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        5,
                        1L << 40,
                        "x",
                        THEN,
                        "17.3.ab",
                        LogSlice.Join.CONTINUOUS),
                new LogSlice.Bytes(new byte[] {(byte) 0xff, 0, 10}, 0, 3, "inode 2", THEN, "", LogSlice.Join.EMPTIED),
                new LogSlice.Bytes(new byte[0], 0, 0, "", THEN, "", LogSlice.Join.LOST),
                new LogSlice.Unavailable("it does not exist"));
    }

    static List<ProcessEvent> processEvents() {
        List<ProcessEvent> all = new ArrayList<>(List.of(
                new ProcessEvent.Spawned(1),
                new ProcessEvent.SpawnFailed("no such file"),
                new ProcessEvent.Succeeded(2, TOOK),
                new ProcessEvent.LeftGroupBehind(3, new ExitStatus.Code(0)),
                new ProcessEvent.BackedOff(TOOK, "exited too quickly"),
                new ProcessEvent.GaveUp("exited too quickly"),
                new ProcessEvent.StopSent(4, Signal.TERM),
                new ProcessEvent.KillSent(5),
                new ProcessEvent.Stopped(new ExitStatus.Killed(Signal.KILL, false)),
                new ProcessEvent.Cancelled()));
        for (Verdict verdict : Verdict.values()) {
            exits().forEach(exit -> all.add(new ProcessEvent.Exited(exit, verdict)));
        }
        return all;
    }

    static List<Event> events() {
        List<Event> all = new ArrayList<>();
        processEvents().forEach(what -> all.add(new Event.OfProcess(THEN, ProcessName.of("web:0"), what)));
        for (StateName from : StateName.values()) {
            for (StateName to : StateName.values()) {
                all.add(new Event.StateChanged(THEN, ProcessName.of("web"), from, to, OptionalInt.of(7), ""));
            }
        }
        all.add(new Event.StateChanged(
                THEN,
                ProcessName.of("web"),
                StateName.RUNNING,
                StateName.EXITED,
                OptionalInt.empty(),
                "exit status 1"));
        all.add(new Event.Ordered(THEN, "alice (uid 1000, pid 4711)", "restart web:*", Optional.of("new version")));
        all.add(new Event.Ordered(THEN, "the shell", "stop all", Optional.empty()));
        all.add(new Event.Announced(THEN, "deploy", "release", "{\"a\":1}"));
        for (Event.Listing listing : Event.Listing.values()) {
            all.add(new Event.ProgramListed(THEN, "web", listing));
        }
        all.add(new Event.ReloadRejected(THEN, List.of(PROBLEM)));
        all.add(new Event.Reloaded(THEN, List.of("restart web:0: cmd changed")));
        for (LogLevel level : LogLevel.values()) {
            all.add(new Event.OfSupervisor(THEN, level, "taskmaster ends"));
        }
        all.add(new Event.Missed(THEN, Long.MAX_VALUE));
        return all;
    }

    static List<ConfiguredProcess> configured() {
        List<ConfiguredProcess> all = new ArrayList<>();
        for (Autorestart autorestart : Autorestart.values()) {
            for (Stdin stdin : Stdin.values()) {
                all.add(configured(autorestart, stdin));
            }
        }
        return all;
    }

    private static ConfiguredProcess configured(Autorestart autorestart, Stdin stdin) {
        boolean full = stdin == Stdin.values()[0];
        Launch launch = new Launch(
                List.of("sh", "-c", "echo \"$A\""),
                full ? Map.of("A", "1", "B", "ü") : Map.of(),
                full ? Optional.of(Path.of("/tmp")) : Optional.empty(),
                full ? OptionalInt.of(022) : OptionalInt.empty(),
                full ? Optional.of("alice") : Optional.empty(),
                stdin,
                outputs().getFirst(),
                outputs().getLast());
        Policy policy = new Policy(
                -1,
                full,
                autorestart,
                Set.of(0, 2, 255),
                new StartPolicy(TOOK, 3),
                new StopPolicy(Signal.QUIT, Duration.ofSeconds(10)));
        return new ConfiguredProcess(
                new ProcessConfig(new ProcessKey("web", 1), ProcessName.of("web:1"), launch, policy), !full);
    }

    private static List<ReloadStep> steps() {
        List<ReloadStep> steps = new ArrayList<>();
        for (ReloadStep.Kind kind : ReloadStep.Kind.values()) {
            steps.add(new ReloadStep(kind, "web:0", "cmd changed"));
        }
        return steps;
    }
}
