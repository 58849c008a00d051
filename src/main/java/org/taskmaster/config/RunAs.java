package org.taskmaster.config;

import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.config.Node.Scalar;

/// Decides whom the supervisor and its programs may run as.
///
/// Only root may become another user. A supervisor that is root now and gives that up cannot give
/// programs other users later, so it has to stay root expressly.
final class RunAs {

    private static final String ROOT_KEPT = "`user: root` in `taskmaster:`";

    private final MachineInfo machine;

    RunAs(MachineInfo machine) {
        this.machine = machine;
    }

    /// Whom the supervisor becomes; empty when nothing valid is written.
    Optional<String> ofSupervisor(Settings settings) {
        Optional<Scalar> scalar = settings.scalar(Keys.SUPERVISOR_USER);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String user = scalar.get().text();
        OptionalInt uid = existing(Keys.SUPERVISOR_USER, scalar.get(), user, settings);
        if (uid.isEmpty()) {
            return Optional.empty();
        }
        if (!machine.maySwitchUser() && uid.getAsInt() != machine.currentUid()) {
            settings.refuse(
                    Keys.SUPERVISOR_USER,
                    scalar.get(),
                    "only root may become " + Report.quoted(user) + ", and this supervisor runs as "
                            + Report.quoted(machine.currentUser()),
                    "remove the line, or start taskmaster as root");
            return Optional.empty();
        }
        return Optional.of(user);
    }

    /// Whom a program runs as; empty when nothing valid is written.
    ///
    /// @param supervisor whom the supervisor becomes
    Optional<String> ofProgram(Settings settings, Optional<String> supervisor) {
        Optional<Scalar> scalar = settings.scalar(Keys.USER);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String user = scalar.get().text();
        OptionalInt uid = existing(Keys.USER, scalar.get(), user, settings);
        if (uid.isEmpty()) {
            return Optional.empty();
        }
        String refusal = refusal(uid.getAsInt(), supervisor);
        if (!refusal.isEmpty()) {
            settings.refuse(
                    Keys.USER,
                    scalar.get(),
                    "only root may start it as " + Report.quoted(user) + ", and " + refusal,
                    remedy());
            return Optional.empty();
        }
        return Optional.of(user);
    }

    /// Whom log files belong to, as `user` or `user:group`; empty when nothing valid is written.
    ///
    /// @param supervisor whom the supervisor becomes
    Optional<String> ofLogs(Settings settings, Optional<String> supervisor) {
        Optional<Scalar> scalar = settings.scalar(Keys.LOG_OWNER);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        String owner = scalar.get().text();
        int colon = owner.indexOf(':');
        String user = colon < 0 ? owner : owner.substring(0, colon);
        OptionalInt uid = existing(Keys.LOG_OWNER, scalar.get(), user, settings);
        boolean grouped = colon < 0 || hasGroup(scalar.get(), owner.substring(colon + 1), settings);
        if (uid.isEmpty() || !grouped) {
            return Optional.empty();
        }
        String refusal = refusal(uid.getAsInt(), supervisor);
        if (!refusal.isEmpty()) {
            settings.refuse(
                    Keys.LOG_OWNER,
                    scalar.get(),
                    "only root may give files to " + Report.quoted(user) + ", and " + refusal,
                    remedy());
            return Optional.empty();
        }
        return Optional.of(owner);
    }

    private boolean hasGroup(Scalar scalar, String group, Settings settings) {
        boolean known = machine.hasGroup(group);
        if (!known) {
            settings.refuse(
                    Keys.LOG_OWNER,
                    scalar,
                    "there is no group " + Report.quoted(group) + " on this machine",
                    "write a name that `getent group` knows");
        }
        return known;
    }

    private String remedy() {
        return machine.maySwitchUser()
                ? "remove the line, or write " + ROOT_KEPT + " so that the supervisor stays root"
                : "remove the line, or start taskmaster as root with " + ROOT_KEPT;
    }

    private String refusal(int uid, Optional<String> supervisor) {
        if (!machine.maySwitchUser()) {
            return uid == machine.currentUid() ? "" : "this supervisor runs as " + Report.quoted(machine.currentUser());
        }
        OptionalInt becomes = supervisor.isEmpty() ? OptionalInt.empty() : machine.uid(supervisor.get());
        if (becomes.isEmpty()) {
            return "the supervisor does not stay root";
        }
        return becomes.getAsInt() == 0 || becomes.getAsInt() == uid
                ? ""
                : "the supervisor becomes " + Report.quoted(supervisor.orElse("")) + " before it starts anything";
    }

    private OptionalInt existing(KeySpec key, Scalar scalar, String user, Settings settings) {
        OptionalInt uid = machine.uid(user);
        if (uid.isEmpty()) {
            settings.refuse(
                    key,
                    scalar,
                    "there is no user " + Report.quoted(user) + " on this machine",
                    "write a name or a number that `getent passwd` knows");
        }
        return uid;
    }
}
