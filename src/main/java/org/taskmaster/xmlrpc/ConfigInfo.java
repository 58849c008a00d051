package org.taskmaster.xmlrpc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.taskmaster.control.ConfiguredProcess;
import org.taskmaster.model.Capture;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;
import org.taskmaster.model.Policy;
import org.taskmaster.model.ProcessConfig;

/// The settings of a process under supervisord's names, in its order. What we do not have is reported as what
/// it amounts to: a file that a process writes to by itself is never rotated by us, no events are made of
/// output, a whole group is always stopped.
final class ConfigInfo {

    private static final Value NONE = Value.of("none");
    private static final Value AUTO = Value.of("auto");

    private ConfigInfo() {}

    /// The name of a process within its group.
    static String nameOf(ProcessConfig process) {
        return process.name().within();
    }

    static Value of(ConfiguredProcess configured, UserNumbers accounts) {
        ProcessConfig process = configured.config();
        Launch launch = process.launch();
        Policy policy = process.policy();
        SequencedMap<String, Value> info = new LinkedHashMap<>();
        info.put("autostart", Value.of(policy.autostart()));
        info.put("autorestart", autorestart(policy));
        info.put(
                "directory",
                launch.workingdir().map(path -> Value.of(path.toString())).orElse(NONE));
        info.put("uid", launch.user().map(accounts::number).orElse(NONE));
        info.put("command", Value.of(launch.shown().command()));
        info.put(
                "exitcodes",
                new Value.Items(
                        policy.exitcodes().stream().sorted().map(Value::of).toList()));
        info.put("group", Value.of(process.key().program()));
        info.put("group_prio", Value.of(policy.priority()));
        info.put("inuse", Value.of(configured.inUse()));
        info.put("killasgroup", Value.of(true));
        info.put("name", Value.of(nameOf(process)));
        info.put("process_prio", Value.of(policy.priority()));
        info.put("redirect_stderr", Value.of(launch.joined()));
        info.put("startretries", Value.of(policy.start().startretries()));
        info.put("startsecs", seconds(policy.start().starttime()));
        putOutput(info, "stdout", launch.stdout());
        info.put("stopsignal", Value.of(policy.stop().stopsignal().number()));
        info.put("stopwaitsecs", seconds(policy.stop().stoptime()));
        putOutput(info, "stderr", ownStderr(launch.stdout(), launch.stderr()));
        info.put("serverurl", NONE);
        return new Value.Members(info);
    }

    private static void putOutput(SequencedMap<String, Value> info, String channel, Output output) {
        Optional<KeptFile> kept =
                output instanceof Output.Captured(Capture capture) ? capture.file() : Optional.empty();
        info.put(channel + "_capture_maxbytes", Value.of(0));
        info.put(channel + "_events_enabled", Value.of(false));
        info.put(
                channel + "_logfile",
                output.file().map(path -> Value.of(path.toString())).orElse(NONE));
        info.put(
                channel + "_logfile_backups",
                Value.of(kept.map(KeptFile::backups).orElse(0)));
        info.put(channel + "_logfile_maxbytes", Value.of((int) Math.min(
                Integer.MAX_VALUE, kept.map(file -> file.maxBytes().bytes()).orElse(0L))));
        info.put(
                channel + "_syslog",
                Value.of(output instanceof Output.Captured(Capture capture)
                        && capture.syslog().isPresent()));
    }

    private static Value autorestart(Policy policy) {
        return switch (policy.autorestart()) {
            case ALWAYS -> Value.of(true);
            case NEVER -> Value.of(false);
            case UNEXPECTED -> AUTO;
        };
    }

    /// Whole seconds; a part of one counts as one, as 0 would mean something else.
    private static Value seconds(Duration duration) {
        return Value.of(duration.plusNanos(999_999_999).toSeconds());
    }

    /// Where a standard error goes that is not one with the standard output: else supervisord knows of none
    /// (`redirect_stderr`).
    static Output ownStderr(Output stdout, Output stderr) {
        return Output.joined(stdout, stderr) ? new Output.Discard() : stderr;
    }

    /// The file a stream goes to, for those who ask by name.
    static Optional<String> file(Output output) {
        return output.file().map(Path::toString);
    }
}
