package org.taskmaster.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

    /// What was there at first; shared by all environments made from it, so that a spawn copies it in
    /// one piece.
    private final Inherited inherited;

    /// What wins over it, by name; each the whole `NAME=value`, encoded.
    private final Map<String, byte[]> added;

    private Environment(Inherited inherited, Map<String, byte[]> added) {
        this.inherited = inherited;
        this.added = added;
    }

    /// Variables in one piece.
    ///
    /// @param entries by name; each the whole `NAME=value`, encoded
    /// @param texts all of them in their order, a zero byte behind each
    private record Inherited(Map<String, byte[]> entries, byte[] texts) {

        static Inherited of(Map<String, byte[]> entries) {
            ByteArrayOutputStream texts = new ByteArrayOutputStream();
            for (byte[] entry : entries.values()) {
                texts.writeBytes(entry);
                texts.write(0);
            }
            return new Inherited(entries, texts.toByteArray());
        }
    }

    /// Variables from a map.
    public static Environment of(Map<String, String> variables) {
        return new Environment(Inherited.of(new LinkedHashMap<>()), Map.of()).with(variables);
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
        return new Environment(Inherited.of(entries), Map.of());
    }

    /// These variables and `more`, which win.
    public Environment with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, byte[]> all = new LinkedHashMap<>(added);
        for (Map.Entry<String, String> variable : more.entrySet()) {
            String entry = variable.getKey() + "=" + variable.getValue();
            all.put(variable.getKey(), entry.getBytes(StandardCharsets.UTF_8));
        }
        return new Environment(inherited, all);
    }

    /// The value of a variable, or what to take when it is not set.
    String value(String name, String otherwise) {
        byte[] entry =
                added.containsKey(name) ? added.get(name) : inherited.entries().get(name);
        if (entry == null) {
            return otherwise;
        }
        String whole = new String(entry, StandardCharsets.UTF_8);
        return whole.substring(whole.indexOf('=') + 1);
    }

    /// How many bytes [#write] takes at most.
    int size() {
        int entries = inherited.entries().size() + added.size() + 1;
        int texts = inherited.texts().length;
        for (byte[] entry : added.values()) {
            texts += entry.length + 1;
        }
        return entries * Long.BYTES + texts;
    }

    /// Writes the list of pointers that execve(2) wants, with its null at the end, and the texts behind
    /// it.
    ///
    /// @param start where in `block` to begin
    /// @return how many bytes it took
    int write(Block block, int start) {
        int pointer = start;
        int text = start + (inherited.entries().size() + added.size() + 1) * Long.BYTES;
        block.put(text, inherited.texts());
        for (Map.Entry<String, byte[]> entry : inherited.entries().entrySet()) {
            if (!added.containsKey(entry.getKey())) {
                block.int64(pointer, block.address() + text);
                pointer += Long.BYTES;
            }
            text += entry.getValue().length + 1;
        }
        for (byte[] entry : added.values()) {
            block.put(text, entry);
            block.int8(text + entry.length, 0);
            block.int64(pointer, block.address() + text);
            pointer += Long.BYTES;
            text += entry.length + 1;
        }
        block.int64(pointer, 0);
        return text - start;
    }

    private static long pointer(long address) {
        return address == 0 ? 0 : Block.at(address, Long.BYTES).int64(0);
    }
}
