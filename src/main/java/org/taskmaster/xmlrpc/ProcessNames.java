package org.taskmaster.xmlrpc;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.model.ProcessName;

/// Names as supervisord's clients write them: a group and a process in it, `web:0`, or one word when the
/// two are called the same. Our programs are groups; the only copy of `web` is called `web` as well, and
/// one of several by its number.
final class ProcessNames {

    private static final String ALL = "*";

    private final Control control;

    ProcessNames(Control control) {
        this.control = control;
    }

    /// What a name means.
    sealed interface Meaning {

        /// One process.
        record One(ProcessStatus process) implements Meaning {}

        /// A group as a whole: `web:*` or `web:`.
        record Group(List<ProcessStatus> members) implements Meaning {}
    }

    /// The name of a process within its group.
    static String within(ProcessStatus process) {
        return process.name().within();
    }

    /// What `name` means.
    ///
    /// @throws Fault BAD_NAME when it means nothing
    Meaning meaning(String name) {
        ProcessName asked = ProcessName.of(name);
        String group = asked.group();
        String process = asked.within();
        FleetStatus fleet = control.status();
        if (!fleet.programs().contains(group)) {
            throw unknown(name);
        }
        if (process.isEmpty() || process.equals(ALL)) {
            return new Meaning.Group(membersOf(group, fleet));
        }
        return find(fleet, group, process).<Meaning>map(Meaning.One::new).orElseThrow(() -> unknown(name));
    }

    /// The one process that `name` means.
    ///
    /// @throws Fault BAD_NAME when it means none, or a group
    ProcessStatus one(String name) {
        return switch (meaning(name)) {
            case Meaning.One(ProcessStatus process) -> process;
            case Meaning.Group _ -> throw unknown(name);
        };
    }

    /// The processes of a group.
    ///
    /// @throws Fault BAD_NAME when there is none
    List<ProcessStatus> group(String name) {
        FleetStatus fleet = control.status();
        if (!fleet.programs().contains(name)) {
            throw unknown(name);
        }
        return membersOf(name, fleet);
    }

    private static Optional<ProcessStatus> find(FleetStatus fleet, String group, String process) {
        return fleet.processes().stream()
                .filter(one -> one.program().equals(group) && within(one).equals(process))
                .findFirst();
    }

    private static List<ProcessStatus> membersOf(String group, FleetStatus fleet) {
        return fleet.processes().stream()
                .filter(process -> process.program().equals(group))
                .toList();
    }

    private static Fault unknown(String name) {
        return Fault.about(FaultCode.BAD_NAME, name);
    }
}
