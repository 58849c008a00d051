package org.taskmaster.main;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Visible;
import org.taskmaster.config.SupervisorName;
import org.taskmaster.journal.DisabledFile;
import org.taskmaster.journal.Entry;
import org.taskmaster.journal.JournalFile;
import org.taskmaster.journal.Owner;
import org.taskmaster.linux.FormerRuns;
import org.taskmaster.linux.RunMarks;
import org.taskmaster.linux.User;
import org.taskmaster.main.Identity.Notice;
import org.taskmaster.model.Configuration;
import org.taskmaster.model.Moment;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessKey;
import org.taskmaster.model.Reason;
import org.taskmaster.model.ShellWord;
import org.taskmaster.plan.StartPreview;
import org.taskmaster.plan.StartPreview.Kind;
import org.taskmaster.plan.StartPreview.Sight;

/// Says what a start with a configuration would do with what a supervisor has left; nothing is started, written or
/// locked. While a supervisor runs, it says what the one after it would do.
final class DryRun {

    /// An entry may be read while it is written.
    private static final int TRIES = 3;

    private final ConfigurationFile source;

    DryRun(Path file) {
        this.source = new ConfigurationFile(file);
    }

    /// @throws StartRefused when a start would be refused, as far as that can be told
    void run() {
        Machine machine = Machine.atStart(source.file());
        Configuration configuration = source.atStart(machine);
        Optional<String> named = configuration.supervisor().user();
        User user = Identity.decide(machine.account(), named).user();
        if (machine.maySwitchUser()) {
            source.permit(user, named.isPresent()).map(Notice::text).ifPresent(Console::complain);
        }
        Path statedir = configuration.supervisor().statedir();
        Optional<SupervisorName.Holder> running = SupervisorName.find(source.file(), uid -> uid == user.uid())
                .or(() -> SupervisorName.findByState(statedir, uid -> uid == user.uid()));
        Optional<JournalFile.Seen> journal = look(statedir, user);
        if (running.isEmpty()) {
            others(configuration, journal).ifPresent(Console::complain);
        }
        tell(
                running,
                journal,
                StartPreview.of(
                        journal.map(JournalFile.Seen::former).orElse(List.of()),
                        configuration,
                        disabled(statedir, user)::contains,
                        sight(journal.map(JournalFile.Seen::owner)),
                        new Moment(System.nanoTime())));
    }

    private static Optional<JournalFile.Seen> look(Path statedir, User user) {
        try {
            Optional<JournalFile.Seen> seen = JournalPlace.look(statedir, user.uid());
            for (int tries = 1;
                    tries < TRIES && seen.filter(one -> one.damaged() > 0).isPresent();
                    tries++) {
                seen = JournalPlace.look(statedir, user.uid());
            }
            seen.filter(one -> one.damaged() > 0)
                    .ifPresent(
                            one -> Console.complain(Line.count(one.damaged(), "entry", "entries") + " of the journal "
                                    + JournalPlace.path(statedir) + " cannot be read: those processes are not known"));
            return seen;
        } catch (IOException e) {
            Console.complain("the journal " + JournalPlace.path(statedir) + " cannot be read (" + Reason.of(e)
                    + "): a start would set it aside, and not know the processes of the supervisor before");
            return Optional.empty();
        }
    }

    private static Set<ProcessKey> disabled(Path statedir, User user) {
        try {
            DisabledFile.Seen seen = DisabledFile.look(DisabledPlace.path(statedir), user.uid());
            seen.notice().ifPresent(Console::complain);
            return seen.keys();
        } catch (IOException e) {
            Console.complain(DisabledFile.unread(DisabledPlace.path(statedir), e) + "; a start would set it aside");
            return Set.of();
        }
    }

    /// What runs, and nobody would take over.
    private static Optional<String> others(Configuration configuration, Optional<JournalFile.Seen> journal) {
        return LeftRunning.notice(
                        Optional.empty(),
                        configuration.supervisor().server().url(),
                        journal.map(seen -> JournalPlace.marks(seen.owner(), seen.former()))
                                .orElse(Set.of()),
                        false)
                .map(Notice::text);
    }

    private static Sight sight(Optional<Owner> owner) {
        return new Sight() {
            @Override
            public boolean lives(ProcessId id) {
                return FormerRuns.lives(id);
            }

            @Override
            public boolean runLives(Entry entry) {
                return owner.filter(its -> FormerRuns.someBear(RunMarks.of(its.instance(), entry.run())))
                        .isPresent();
            }
        };
    }

    private void tell(
            Optional<SupervisorName.Holder> running,
            Optional<JournalFile.Seen> journal,
            List<StartPreview.Line> lines) {
        running.ifPresentOrElse(
                one -> Console.say("a supervisor runs" + pid(one)
                        + "; this is what the next one would do, should this one be killed now or end by shutdown"
                        + " --keep-programs:"),
                () -> Console.say(
                        journal.isPresent()
                                ? "a supervisor before has left processes; a start would do this:"
                                : "no supervisor has left anything; a start would do this:"));
        lines.forEach(line -> Console.say(Visible.of(word(line.kind()) + " " + line.name() + ": " + line.why())));
        Console.say(sum(lines) + "; nothing was done");
        if (running.isPresent()) {
            Console.say("what a reload would do: " + LauncherName.ctl() + " -c " + ShellWord.of(source.file())
                    + " reload --dry-run");
        }
    }

    private static String pid(SupervisorName.Holder holder) {
        return holder.pid().isPresent() ? " (pid " + holder.pid().getAsLong() + ")" : "";
    }

    private static String sum(List<StartPreview.Line> lines) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        lines.forEach(line -> counts.merge(line.kind(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((kind, count) -> parts.add(word(kind) + " " + count));
        return parts.isEmpty() ? "there is nothing to do" : String.join(", ", parts);
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case KEEP -> "keep";
            case RESTART -> "restart";
            case START -> "start";
            case STOP -> "stop";
            case LEAVE -> "leave";
        };
    }
}
