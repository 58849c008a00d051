package org.taskmaster.commands;

import java.util.List;
import org.taskmaster.control.Control;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.control.Selector;

/// The one process that a word names, for commands that are about one.
sealed interface OneProcess {

    /// It is this one.
    record Is(ProcessStatus process) implements OneProcess {}

    /// It is none, or several.
    record IsNot(Answer why) implements OneProcess {}

    /// The one that the first operand names.
    static OneProcess of(Turn turn) {
        return named(turn.operands().getFirst(), turn.control());
    }

    static OneProcess named(String name, Control control) {
        Selection selection = Selection.of(new Selector(List.of(name)), control.status());
        if (!selection.unknown().isEmpty()) {
            return new IsNot(new Answer.Unknown(selection.unknown().subList(0, 1)));
        }
        return selection.processes().size() == 1
                ? new Is(selection.processes().getFirst())
                : new IsNot(Answer.notOne(name, selection.processes()));
    }
}
