package org.taskmaster.linux;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an earlier supervisor had started that runs still: it bears a mark, and knows that supervisor by the address
/// that is ours now. To be asked while no other supervisor can have this address, and before we start anything.
public final class FormerRuns {

    private static final String SERVER = "SUPERVISOR_SERVER_URL";
    private static final String GROUP = "SUPERVISOR_GROUP_NAME";
    private static final String PROCESS = "SUPERVISOR_PROCESS_NAME";

    private FormerRuns() {}

    /// A process that runs still.
    ///
    /// @param name of the supervised process that it is, or belongs to
    /// @param group its process group
    public record Survivor(int pid, String name, int group) {}

    /// All whose environment we may look at: those of our own user, or everybody's as root.
    ///
    /// @param url the address, as [#SERVER] holds it
    public static List<Survivor> of(String url) {
        List<Survivor> found = new ArrayList<>();
        long us = ProcessHandle.current().pid();
        String[] entries = new File("/proc").list();
        for (String entry : entries == null ? new String[0] : entries) {
            if (Character.isDigit(entry.charAt(0)) && Integer.parseInt(entry) != us) {
                look(Integer.parseInt(entry), url).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    private static Optional<Survivor> look(int pid, String url) {
        String environment = '\0' + ProcFiles.read("/proc/" + pid + "/environ");
        if (value(environment, Strangers.VARIABLE).isEmpty()
                || !value(environment, SERVER).equals(Optional.of(bytesOf(url)))) {
            return Optional.empty();
        }
        String group = value(environment, GROUP).orElse("");
        String process = value(environment, PROCESS).orElse("");
        String name = group.equals(process) ? group : group + ":" + process;
        return ProcessTree.look(pid)
                .filter(seen -> !seen.zombie())
                .map(seen -> new Survivor(pid, textOf(name), seen.group()));
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
