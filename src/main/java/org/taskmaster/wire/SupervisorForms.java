package org.taskmaster.wire;

import java.nio.file.Path;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.model.Role;

/// The supervisor itself, and who asks it.
public final class SupervisorForms {

    /// The supervisor itself.
    public static final Form<SupervisorInfo> INFO = Form.record("Supervisor", "The supervisor itself.", shape -> {
        Field<String> version = shape.text("version", "As in `0.1.0`.", SupervisorInfo::version);
        Field<Long> pid = shape.field("pid", Scalars.LONG, "Its process.", SupervisorInfo::pid);
        Field<Path> config =
                shape.field("config_file", Scalars.PATH, "The file that a reload reads.", SupervisorInfo::configFile);
        Field<Path> log = shape.field("log_file", Scalars.PATH, "Its activity log.", SupervisorInfo::logFile);
        Field<String> identifier =
                shape.text("identifier", "What tells it from other supervisors.", SupervisorInfo::identifier);
        return in -> new SupervisorInfo(in.get(version), in.get(pid), in.get(config), in.get(log), in.get(identifier));
    });

    /// Who asks.
    public static final Form<Identity> IDENTITY =
            Form.record("Caller", "Who you are to the supervisor, and what you may do.", shape -> {
                Field<String> name = shape.text(
                        "name", "As the activity log tells it: `alice (uid 1000, pid 4711)`.", Identity::name);
                Field<Role> role = shape.field(
                        "role",
                        Form.word(Role.values()),
                        "A `viewer` may look, an `operator` may look and act.",
                        Identity::role);
                return in -> new Identity(in.get(name), in.get(role));
            });

    private SupervisorForms() {}

    /// Who somebody is, and what they may do.
    public record Identity(String name, Role role) {}
}
