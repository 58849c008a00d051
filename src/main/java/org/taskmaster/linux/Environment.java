package org.taskmaster.linux;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The variables that programs inherit, byte for byte.
public final class Environment {

    /// What the service manager said to the supervisor alone, and the launcher to its JVM.
    private static final String[] NOT_FOR_CHILDREN = {
        "NOTIFY_SOCKET",
        "LISTEN_PID",
        "LISTEN_FDS",
        "LISTEN_FDNAMES",
        "WATCHDOG_PID",
        "WATCHDOG_USEC",
        "_JAVA_SR_SIGNUM"
    };

    private static final int MOST_BYTES = 1 << 21;

    /// By name; each the whole `NAME=value`, encoded.
    private final Map<String, byte[]> entries;

    private Environment(Map<String, byte[]> entries) {
        this.entries = entries;
    }

    /// Variables from a map.
    public static Environment of(Map<String, String> variables) {
        return new Environment(new LinkedHashMap<>()).with(variables);
    }

    /// The supervisor's own, as it was started with, without what others said to it alone.
    ///
    /// Not System.getenv, which cannot hold a value that is not text in the supervisor's own locale.
    public static Environment ofThisProcess() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        // https://man7.org/linux/man-pages/man7/environ.7.html
        long at = pointer(Libc.symbol("environ").address());
        for (long text = pointer(at); text != 0; text = pointer(at)) {
            byte[] entry = Block.at(text, MOST_BYTES).textAt(text);
            String whole = new String(entry, StandardCharsets.UTF_8);
            int equals = whole.indexOf('=');
            if (equals > 0) {
                entries.putIfAbsent(whole.substring(0, equals), entry);
            }
            at += Long.BYTES;
        }
        for (String name : NOT_FOR_CHILDREN) {
            entries.remove(name);
        }
        return new Environment(entries);
    }

    /// These variables and `more`, which win.
    public Environment with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, byte[]> all = new LinkedHashMap<>(entries);
        for (Map.Entry<String, String> variable : more.entrySet()) {
            String entry = variable.getKey() + "=" + variable.getValue();
            all.put(variable.getKey(), entry.getBytes(StandardCharsets.UTF_8));
        }
        return new Environment(all);
    }

    /// The value of a variable, or what to take when it is not set.
    String value(String name, String otherwise) {
        byte[] entry = entries.get(name);
        if (entry == null) {
            return otherwise;
        }
        String whole = new String(entry, StandardCharsets.UTF_8);
        return whole.substring(whole.indexOf('=') + 1);
    }

    /// Every `NAME=value`, encoded.
    Collection<byte[]> encoded() {
        return entries.values();
    }

    private static long pointer(long address) {
        return address == 0 ? 0 : Block.at(address, Long.BYTES).int64(0);
    }
}
