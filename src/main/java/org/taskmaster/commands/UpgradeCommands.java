package org.taskmaster.commands;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.taskmaster.commands.Commands.Next;
import org.taskmaster.control.Control;
import org.taskmaster.control.ControlFailure;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.control.UpgradeReport;
import org.taskmaster.json.Json;
import org.taskmaster.json.SupervisorForms;

/// The commands about which build of the supervisor runs.
final class UpgradeCommands {

    private static final String TO = "--to";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /// How long the other build may take until it answers.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private UpgradeCommands() {}

    static Command version() {
        return new Command("version", "show the supervisor's version", UpgradeCommands::version)
                .help(
                        "Shows the version of the supervisor that answers, in a line of its own, then its build, and when it\n"
                                + "was last upgraded in place.")
                .example("version");
    }

    private static Answer version(Turn turn) {
        return new Version(turn.control().info());
    }

    /// What is known of the supervisor's build.
    private record Version(SupervisorInfo info) implements Answer {

        @Override
        public ExitCode exit() {
            return ExitCode.OK;
        }

        @Override
        public void print(Output output) {
            output.line(Line.of(info.version()));
            if (!info.build().isEmpty()) {
                output.line(Line.of("build " + info.build()));
            }
            info.upgrade()
                    .ifPresent(last ->
                            output.line(Line.of("upgraded " + time(last, output::zone) + " from " + last.from())));
        }

        private static String time(SupervisorInfo.Upgrade last, Supplier<ZoneId> zone) {
            return TIME.format(last.at().atZone(zone.get()));
        }

        @Override
        public Optional<Json> json(List<Json> shown) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("version", new Json.Text(info.version()));
            members.put("build", new Json.Text(info.build()));
            info.upgrade().ifPresent(last -> members.put("upgrade", SupervisorForms.UPGRADE.tree(last)));
            return Optional.of(new Json.Obj(members));
        }
    }

    static Command upgrade() {
        return new Command("upgrade", "go on as another build of the supervisor", UpgradeCommands::upgrade)
                .help(
                        "Has the supervisor go on as the build that is on disk now, in the same process: its pid stays, what runs\n"
                                + "does not notice, and clients wait for a moment. The other build has to show first that it can read the\n"
                                + "configuration and the state; if it cannot, nothing is done. A source tree is built when it is newer\n"
                                + "than its build. The configuration file is read again, too, as by a reload.")
                .example("upgrade --to /opt/taskmaster-0.2.0")
                .flags(
                        Flag.with(
                                TO,
                                "DIRECTORY",
                                Operand.Kind.TEXT,
                                "where the other build's launcher is, on its machine"),
                        Flag.REASON);
    }

    private static Answer upgrade(Turn turn) {
        if (turn.value(TO).filter(String::isBlank).isPresent()) {
            return turn.misused("--to needs the name of a directory");
        }
        Optional<Path> to;
        try {
            to = turn.value(TO)
                    .map(directory -> Path.of(directory).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return turn.misused("cannot read " + e.getInput() + " as the name of a directory: " + e.getReason());
        }
        try (Aside<Answer> aside = Aside.begin(() -> upgraded(turn, to))) {
            return new Waiting(turn.time(), turn.output())
                    .await(aside.result(), turn.interruption(), () -> "the other build")
                    .orElseGet(turn::noLongerWaiting);
        } catch (CancellationException _) {
            return Watches.ended();
        } catch (CompletionException e) {
            return Turn.failed(e);
        }
    }

    private static Answer upgraded(Turn turn, Optional<Path> to) throws InterruptedException {
        Control control = turn.control();
        SupervisorInfo before = control.info();
        return switch (control.upgrade(to, turn.asker()).join()) {
            case UpgradeReport.Refused(String why) -> Answer.failed(Control.NOTHING_UPGRADED + why);
            case UpgradeReport.Begun _ ->
                switch (turn.session().bond()) {
                    // It is said when this shell has ended.
                    case ONE_PROGRAM -> Answer.of().then(Next.END);
                    case VISITOR -> followed(control, before);
                };
        };
    }

    /// Waits until another one answers than the one before.
    private static Answer followed(Control control, SupervisorInfo before) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<SupervisorInfo> now = asked(control).filter(info -> !info.equals(before));
            if (now.isPresent()) {
                return answer(before, now.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return Answer.failed("the other build was begun, and does not answer after " + PATIENCE.toSeconds()
                + " seconds; the activity log may tell why: " + before.logFile());
    }

    private static Optional<SupervisorInfo> asked(Control control) {
        try {
            return Optional.of(control.info());
        } catch (ControlFailure _) {
            // It is about to answer, or is being started again.
            return Optional.empty();
        }
    }

    private static Answer answer(SupervisorInfo before, SupervisorInfo now) {
        if (now.upgrade().isEmpty() || now.upgrade().equals(before.upgrade()) || now.pid() != before.pid()) {
            return Answer.failed("the other build has ended, and " + name(now) + " was started in its place, with pid "
                    + now.pid() + "; the activity log may tell why: " + now.logFile());
        }
        return Answer.of("upgraded to " + name(now) + " from " + name(before) + ", in the same process (pid "
                        + now.pid() + ")")
                .as(() -> SupervisorForms.INFO.tree(now));
    }

    private static String name(SupervisorInfo info) {
        return "taskmaster " + info.version() + (info.build().isEmpty() ? "" : " (build " + info.build() + ")");
    }
}
