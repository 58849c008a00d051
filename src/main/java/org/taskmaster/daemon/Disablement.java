package org.taskmaster.daemon;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.journal.Disabled;
import org.taskmaster.model.Defects;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.ProcessKey;

/// Which processes are disabled, as the loop sees it: what is changed is kept first, by a thread that may wait for a
/// disk, and holds when that is done.
///
/// ```
///   disable web ─▶ keep ─▶ Disabled.disable, on its thread ─▶ Message.Kept ─▶ changed ─▶ the order goes on
/// ```
///
/// The loop alone calls this.
final class Disablement {

    private final Disabled kept;
    private final Set<ProcessKey> keys;
    private final Fleet fleet;
    private final Reporter reporter;
    private final SlowWork work;
    private final Mailbox mailbox;

    /// @param work a thread of its own: what other file systems are waited for must not delay this
    Disablement(Disabled kept, Fleet fleet, Reporter reporter, SlowWork work, Mailbox mailbox) {
        this.kept = kept;
        this.keys = new HashSet<>(kept.keys());
        this.fleet = fleet;
        this.reporter = reporter;
        this.work = work;
        this.mailbox = mailbox;
    }

    boolean isDisabled(ProcessKey key) {
        return keys.contains(key);
    }

    /// Whether a process that has just come into the fleet starts by itself.
    boolean letsStart(Slot slot) {
        if (!slot.config().policy().autostart()) {
            return false;
        }
        if (slot.isDisabled()) {
            reporter.say(LogLevel.INFO, slot.name() + " is disabled, and is not started");
        }
        return !slot.isDisabled();
    }

    /// Marks a process that comes into the fleet.
    void mark(Slot slot) {
        slot.disabled(isDisabled(slot.key()));
    }

    /// Begins to keep what an order says of the selected processes. That it is kept, or cannot be, is posted.
    void keep(Message.Act act, Selection selection) {
        List<ProcessKey> all =
                selection.processes().stream().map(ProcessStatus::key).toList();
        work.execute(() -> mailbox.post(new Message.Kept(act, selection, keep(act.action(), all))));
    }

    /// On its own thread.
    private Optional<String> keep(Action action, List<ProcessKey> all) {
        try {
            return action == Action.DISABLE ? kept.disable(all) : kept.enable(all);
        } catch (RuntimeException | Error defect) {
            return Optional.of("a defect in Taskmaster, please report it: " + Defects.describe(defect));
        }
    }

    /// It is kept, so it holds from now on.
    ///
    /// @return those for which that is a change
    Set<ProcessKey> changed(Message.Kept message) {
        Set<ProcessKey> changed = new HashSet<>();
        for (ProcessStatus process : message.selection().processes()) {
            ProcessKey key = process.key();
            boolean news = message.act().action() == Action.DISABLE ? keys.add(key) : keys.remove(key);
            if (news) {
                changed.add(key);
            }
        }
        show(changed);
        return changed;
    }

    private void show(Collection<ProcessKey> changed) {
        for (ProcessKey key : changed) {
            fleet.find(key).ifPresent(slot -> {
                mark(slot);
                fleet.noteChange(slot, slot.state().live());
            });
        }
    }
}
