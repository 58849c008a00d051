package org.taskmaster.linux;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/// The variables that programs inherit, byte for byte and in their order: whatever their names, their values and how
/// often they are there.
public final class Environment {

    /// What the service manager said to the supervisor alone.
    private static final Set<String> NOT_FOR_CHILDREN =
            Set.of("NOTIFY_SOCKET", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "WATCHDOG_PID", "WATCHDOG_USEC");

    /// What the launcher says to its JVM.
    private static final Set<String> OUR_OWN = Set.of("_JAVA_SR_SIGNUM");

    /// Where the launcher puts what it was started with itself, in Base64 and cut into pieces that are
    /// counted from 0: our own environment is made by it, so that nothing that is meant for a program
    /// changes how we run.
    private static final String SET_ASIDE = "TASKMASTER_ENVIRONMENT_";

    private static final int MOST_BYTES = 1 << 21;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    /// What was there at first; shared by all environments made from it.
    private final Inherited inherited;

    /// What wins over it, by name; each the whole `NAME=value`, encoded.
    private final Map<String, byte[]> added;

    private Environment(Inherited inherited, Map<String, byte[]> added) {
        this.inherited = inherited;
        this.added = added;
    }

    /// One variable.
    ///
    /// @param name a character for each byte, as names need not be text
    /// @param whole `NAME=value`, or whatever stands in the place of one
    private record Entry(String name, byte[] whole) {

        static Entry of(byte[] whole) {
            String text = new String(whole, StandardCharsets.ISO_8859_1);
            int equals = text.indexOf('=');
            return new Entry(equals < 0 ? text : text.substring(0, equals), whole);
        }
    }

    /// Variables in one piece, which a spawn copies as it is.
    private static final class Inherited {

        private final List<Entry> entries;
        /// Of each name the one that getenv(3) would find.
        private final Map<String, byte[]> first = new HashMap<>();
        /// All of them in their order, a zero byte behind each.
        private final byte[] texts;

        private Pointers latest = new Pointers(0, List.of(), new byte[0]);

        private Inherited(List<Entry> entries) {
            this.entries = entries;
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (Entry entry : entries) {
                first.putIfAbsent(entry.name(), entry.whole());
                all.writeBytes(entry.whole());
                all.write(0);
            }
            this.texts = all.toByteArray();
        }

        static Inherited of(List<Entry> entries, Set<String> without) {
            return new Inherited(entries.stream()
                    .filter(entry -> !without.contains(entry.name()))
                    .toList());
        }

        /// Pointers to the texts, as they are in memory, without those of some names. One spawn after the other
        /// mostly takes the same.
        byte[] pointers(long address, List<String> without) {
            if (latest.address() != address || !latest.without().equals(without)) {
                ByteBuffer list =
                        ByteBuffer.allocate(entries.size() * Long.BYTES).order(ByteOrder.nativeOrder());
                long text = address;
                for (Entry entry : entries) {
                    if (!without.contains(entry.name())) {
                        list.putLong(text);
                    }
                    text += entry.whole().length + 1;
                }
                latest = new Pointers(address, without, Arrays.copyOf(list.array(), list.position()));
            }
            return latest.list();
        }
    }

    /// @param address of the first text
    private record Pointers(long address, List<String> without, byte[] list) {}

    /// Variables from a map.
    public static Environment of(Map<String, String> variables) {
        return new Environment(Inherited.of(List.of(), Set.of()), Map.of()).with(variables);
    }

    /// The supervisor's own, as it was started with, without what others said to it alone.
    ///
    /// Not System.getenv, which cannot hold a value that is not text in the supervisor's own locale.
    public static Environment ofThisProcess() {
        List<Entry> ours = ourOwn();
        Map<String, String> pieces = new HashMap<>();
        for (Entry entry : ours) {
            if (entry.name().startsWith(SET_ASIDE)) {
                pieces.putIfAbsent(
                        entry.name(),
                        new String(entry.whole(), StandardCharsets.ISO_8859_1)
                                .substring(entry.name().length() + 1));
            }
        }
        if (pieces.isEmpty()) {
            Set<String> without = new HashSet<>(NOT_FOR_CHILDREN);
            without.addAll(OUR_OWN);
            return new Environment(Inherited.of(ours, without), Map.of());
        }
        StringBuilder whole = new StringBuilder();
        for (int i = 0; pieces.containsKey(SET_ASIDE + i); i++) {
            whole.append(pieces.get(SET_ASIDE + i));
        }
        return ofText(Base64.getDecoder().decode(whole.toString()));
    }

    /// What a launcher was started with, as the kernel has it.
    ///
    /// @param text a zero byte behind each variable; the whole of it may be packed by gzip
    static Environment ofText(byte[] text) {
        byte[] texts = text.length > GZIP.length && Arrays.equals(Arrays.copyOf(text, GZIP.length), GZIP)
                ? unpacked(text)
                : text;
        List<Entry> entries = new ArrayList<>();
        for (int start = 0, end = 0; end < texts.length; end++) {
            if (texts[end] == 0) {
                entries.add(Entry.of(Arrays.copyOfRange(texts, start, end)));
                start = end + 1;
            }
        }
        return new Environment(Inherited.of(entries, NOT_FOR_CHILDREN), Map.of());
    }

    private static byte[] unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the environment that the launcher handed over cannot be unpacked", e);
        }
    }

    private static List<Entry> ourOwn() {
        List<Entry> entries = new ArrayList<>();
        // https://man7.org/linux/man-pages/man7/environ.7.html
        long at = pointer(Libc.symbol("environ").address());
        for (long text = pointer(at); text != 0; text = pointer(at)) {
            entries.add(Entry.of(Block.at(text, MOST_BYTES).textAt(text)));
            at += Long.BYTES;
        }
        return entries;
    }

    /// What text can say of them, for a configuration to be read by: of each name the first value. Bytes that
    /// are not UTF-8 are replaced.
    public Map<String, String> variables() {
        Map<String, String> all = new HashMap<>();
        for (Entry entry : inherited.entries) {
            String whole = new String(entry.whole(), StandardCharsets.UTF_8);
            int equals = whole.indexOf('=');
            if (equals > 0) {
                all.putIfAbsent(whole.substring(0, equals), whole.substring(equals + 1));
            }
        }
        added.forEach((name, _) -> all.put(utf8(name), value(utf8(name), "")));
        return Map.copyOf(all);
    }

    /// These variables and `more`, which win.
    public Environment with(Map<String, String> more) {
        return more.isEmpty() ? this : with(List.of(more));
    }

    /// These variables and all of `more`, of which the later win.
    Environment with(List<Map<String, String>> more) {
        Map<String, byte[]> all = new LinkedHashMap<>(added);
        for (Map<String, String> variables : more) {
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                String text = variable.getKey() + "=" + variable.getValue();
                byte[] entry = text.getBytes(StandardCharsets.UTF_8);
                // ASCII, as nearly all is, is the same in bytes.
                boolean plain = entry.length == text.length();
                all.put(plain ? variable.getKey() : bytewise(variable.getKey()), entry);
            }
        }
        return new Environment(inherited, all);
    }

    /// The value of a variable, or what to take when it is not set.
    String value(String name, String otherwise) {
        String key = bytewise(name);
        byte[] ours = added.get(key);
        byte[] entry = ours == null ? inherited.first.get(key) : ours;
        if (entry == null) {
            return otherwise;
        }
        String whole = new String(entry, StandardCharsets.UTF_8);
        return whole.substring(whole.indexOf('=') + 1);
    }

    /// How many bytes [#write] takes at most.
    int size() {
        int entries = inherited.entries.size() + added.size() + 1;
        int texts = 0;
        for (byte[] entry : added.values()) {
            texts += entry.length + 1;
        }
        return list() + entries * Long.BYTES + texts;
    }

    /// Writes the texts that are inherited, the list of pointers that execve(2) wants, with its null at the end, and
    /// the texts that are added, from the beginning of `block` on.
    ///
    /// @return the address of the list
    long write(Block block) {
        block.put(0, inherited.texts);
        byte[] pointers = inherited.pointers(block.address(), overridden());
        block.put(list(), pointers);
        int pointer = list() + pointers.length;
        int text = pointer + (added.size() + 1) * Long.BYTES;
        for (byte[] entry : added.values()) {
            block.put(text, entry);
            block.int8(text + entry.length, 0);
            block.int64(pointer, block.address() + text);
            pointer += Long.BYTES;
            text += entry.length + 1;
        }
        block.int64(pointer, 0);
        return block.address() + list();
    }

    /// Where the list begins.
    private int list() {
        return (inherited.texts.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }

    private List<String> overridden() {
        List<String> names = new ArrayList<>();
        for (String name : added.keySet()) {
            if (inherited.first.containsKey(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /// A name with a character for each of its bytes.
    private static String bytewise(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String bytewise) {
        return new String(bytewise.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static long pointer(long address) {
        return address == 0 ? 0 : Block.at(address, Long.BYTES).int64(0);
    }
}
