package org.taskmaster.linux;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.taskmaster.model.ProcessId;
import org.taskmaster.model.ProcessName;

/// What an earlier supervisor had started that runs still: it bears a mark, and knows that supervisor by the address
/// that is ours now. To be asked while no other supervisor can have this address, and before we start anything.
///
/// Any user can have a process say so: what is reported of it must do no harm when it is not true.
public final class FormerRuns {

    private static final String SERVER = "SUPERVISOR_SERVER_URL";
    private static final String GROUP = "SUPERVISOR_GROUP_NAME";
    private static final String PROCESS = "SUPERVISOR_PROCESS_NAME";

    /// A name as configurations have it, and short: the text is that of the process.
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@+-]{1,64}(:[\\p{L}\\p{N}._@+-]{1,64})?");

    /// After so many characters no other process is looked at.
    private static final long MOST_TEXT = 64L << 20;

    private FormerRuns() {}

    /// A process that runs still.
    ///
    /// @param name of the supervised process that it is, or belongs to, by its own account
    /// @param group its process group
    public record Survivor(int pid, String name, int group) {}

    /// @param all whether all were looked at
    public record Survivors(List<Survivor> found, boolean all) {}

    /// All whose environment we may look at: those of our own user, or of every user as root.
    ///
    /// @param url the address, as [#SERVER] holds it
    /// @param known the marks of runs that are not looked for
    public static Survivors of(String url, Set<String> known) {
        List<Survivor> found = new ArrayList<>();
        long read = 0;
        long us = ProcessHandle.current().pid();
        String[] entries = new File("/proc").list();
        for (String entry : entries == null ? new String[0] : entries) {
            if (Character.isDigit(entry.charAt(0)) && Integer.parseInt(entry) != us && read < MOST_TEXT) {
                String environment = ProcFiles.environment(Integer.parseInt(entry));
                read += environment.length();
                look(Integer.parseInt(entry), environment, url, known).ifPresent(found::add);
            }
        }
        return new Survivors(List.copyOf(found), read < MOST_TEXT);
    }

    /// Whether this very process lives, and not another one of its number.
    public static boolean lives(ProcessId id) {
        return ProcessTree.look(id.pid())
                .filter(seen -> seen.started() == id.started() && !seen.zombie())
                .isPresent();
    }

    /// Whether something lives that bears a mark, of what we may look at.
    ///
    /// @param mark as [RunMarks#of] has it
    public static boolean someBear(String mark) {
        return !MarkedProcesses.bearing(mark).isEmpty();
    }

    private static Optional<Survivor> look(int pid, String environment, String url, Set<String> known) {
        if (value(environment, RunMarks.VARIABLE)
                        .filter(mark -> !known.contains(mark))
                        .isEmpty()
                || !value(environment, SERVER).equals(Optional.of(bytesOf(url)))) {
            return Optional.empty();
        }
        String group = value(environment, GROUP).orElse("");
        String process = value(environment, PROCESS).orElse("");
        String name = textOf(ProcessName.in(group, process).text());
        return ProcessTree.look(pid)
                .filter(seen -> !seen.zombie())
                .map(seen -> new Survivor(pid, NAME.matcher(name).matches() ? name : "a process", seen.group()));
    }

    private static Optional<String> value(String environment, String name) {
        int at = environment.indexOf('\0' + name + '=');
        if (at < 0) {
            return Optional.empty();
        }
        int begin = at + name.length() + 2;
        int end = environment.indexOf('\0', begin);
        return Optional.of(environment.substring(begin, end < 0 ? environment.length() : end));
    }

    /// Files of the kernel are read with a character for each byte.
    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String textOf(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
