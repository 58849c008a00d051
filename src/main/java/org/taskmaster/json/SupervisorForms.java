package org.taskmaster.json;

import static org.taskmaster.json.Member.defaulted;
import static org.taskmaster.json.Member.field;
import static org.taskmaster.json.Member.optional;
import static org.taskmaster.json.Member.text;
import static org.taskmaster.json.Scalars.LONG;
import static org.taskmaster.json.Scalars.PATH;
import static org.taskmaster.json.Scalars.TEXT;
import static org.taskmaster.json.Scalars.TIME;

import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.control.SupervisorInfo.Upgrade;
import org.taskmaster.model.Role;

/// The supervisor itself, and who asks it.
public final class SupervisorForms {

    /// An upgrade in place.
    public static final Form<Upgrade> UPGRADE = Form.<Upgrade>record("Upgrade", "An upgrade in place.")
            .of(
                    Upgrade::new,
                    field("at", TIME, "When it was.", Upgrade::at),
                    text("from", "The build before.", Upgrade::from));

    /// The supervisor itself.
    public static final Form<SupervisorInfo> INFO = Form.<SupervisorInfo>record("Supervisor", "The supervisor itself.")
            .of(
                    SupervisorInfo::new,
                    text("version", "As in `0.1.0`.", SupervisorInfo::version),
                    defaulted(
                            "build",
                            TEXT,
                            "",
                            "What distinguishes it from other builds of that version.",
                            SupervisorInfo::build),
                    optional(
                            "upgrade",
                            UPGRADE,
                            "The last upgrade in place: absent when its process never was another build.",
                            SupervisorInfo::upgrade),
                    field("pid", LONG, "Its process.", SupervisorInfo::pid),
                    field("config_file", PATH, "The file that a reload reads.", SupervisorInfo::configFile),
                    field("log_file", PATH, "Its activity log.", SupervisorInfo::logFile),
                    text("identifier", "What tells it from other supervisors.", SupervisorInfo::identifier));

    /// Who asks.
    public static final Form<Identity> IDENTITY = Form.<Identity>record(
                    "Caller", "Who you are to the supervisor, and what you may do.")
            .of(
                    Identity::new,
                    text("name", "As the activity log tells it: `alice (uid 1000, pid 4711)`.", Identity::name),
                    field(
                            "role",
                            Form.word(Role.values()),
                            "A `viewer` may look, an `operator` may look and act.",
                            Identity::role));

    private SupervisorForms() {}

    /// Who somebody is, and what they may do.
    public record Identity(String name, Role role) {}
}
