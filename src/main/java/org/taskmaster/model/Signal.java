package org.taskmaster.model;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A signal by its Linux number, which is the same on x86-64 and aarch64 (signal(7)).
///
/// @param number 1 to 64
public record Signal(int number) {

    public static final Signal HUP = new Signal(1);
    public static final Signal INT = new Signal(2);
    public static final Signal QUIT = new Signal(3);
    public static final Signal ABRT = new Signal(6);
    public static final Signal KILL = new Signal(9);
    public static final Signal USR1 = new Signal(10);
    public static final Signal USR2 = new Signal(12);
    public static final Signal TERM = new Signal(15);
    public static final Signal CHLD = new Signal(17);
    public static final Signal CONT = new Signal(18);
    public static final Signal STOP = new Signal(19);
    public static final Signal XCPU = new Signal(24);
    public static final Signal WINCH = new Signal(28);
    public static final Signal PWR = new Signal(30);

    private static final int HIGHEST = 64;
    /// What glibc leaves to programs: it keeps 32 and 33 for itself.
    private static final int FIRST_REALTIME = 34;
    private static final String REALTIME = "RTMIN";

    private static final SequencedMap<Integer, String> NAMES = names();

    public Signal {
        if (number < 1 || number > HIGHEST) {
            throw new IllegalArgumentException("no signal has the number " + number);
        }
    }

    /// Whether it stops a process until SIGCONT comes: STOP, TSTP, TTIN and TTOU.
    public boolean stops() {
        return number >= STOP.number && number <= STOP.number + 3;
    }

    /// Reads a signal as people write it: `TERM`, `SIGTERM`, `term`, `15`, `RTMIN+2`.
    ///
    /// @return empty when no such signal exists
    public static Optional<Signal> parse(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        if (isNumber(word, 3)) {
            return numbered(Integer.parseInt(word));
        }
        String name = word.startsWith("SIG") ? word.substring(3) : word;
        if (name.equals(REALTIME)) {
            return numbered(FIRST_REALTIME);
        }
        if (name.startsWith(REALTIME + "+")) {
            String offset = name.substring(REALTIME.length() + 1);
            return isNumber(offset, 2) ? numbered(FIRST_REALTIME + Integer.parseInt(offset)) : Optional.empty();
        }
        for (Map.Entry<Integer, String> known : NAMES.entrySet()) {
            if (known.getValue().equals(name)) {
                return Optional.of(new Signal(known.getKey()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Signal> numbered(int number) {
        return number >= 1 && number <= HIGHEST ? Optional.of(new Signal(number)) : Optional.empty();
    }

    /// Without a regular expression: the supervisor's start has no time to load them.
    private static boolean isNumber(String text, int mostDigits) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= mostDigits;
    }

    /// The names without `SIG` that [#parse] knows, in the order of their numbers.
    public static SequencedMap<Integer, String> known() {
        return NAMES;
    }

    /// The name with `SIG`, as `SIGTERM` or `SIGRTMIN+2`.
    public String name() {
        String name = NAMES.get(number);
        if (name != null) {
            return "SIG" + name;
        }
        return number >= FIRST_REALTIME ? "SIGRTMIN+" + (number - FIRST_REALTIME) : "signal " + number;
    }

    @Override
    public String toString() {
        return name();
    }

    private static SequencedMap<Integer, String> names() {
        String[] ordered = {
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS"
        };
        TreeMap<Integer, String> names = new TreeMap<>();
        for (int i = 0; i < ordered.length; i++) {
            names.put(i + 1, ordered[i]);
        }
        return java.util.Collections.unmodifiableSequencedMap(names);
    }
}
