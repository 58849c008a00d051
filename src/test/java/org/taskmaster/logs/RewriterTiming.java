package org.taskmaster.logs;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Capture.LineFormat;
import org.taskmaster.model.Stream;

/// How much time of a processor [Rewriter] takes for each byte, the best of some rounds; run it as
/// the supervisor is run, with `-XX:TieredStopAtLevel=1`.
final class RewriterTiming {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 15;
    private static final int CALLS = 400;
    private static final int BYTES = 64 * 1024;

    private RewriterTiming() {}

    public static void main(String[] arguments) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("plain, 105 bytes", "x".repeat(104) + "\n");
        lines.put("plain, 20 bytes", "x".repeat(19) + "\n");
        lines.put("with quotes", "{\"level\":\"info\",\"text\":\"" + "x".repeat(70) + "\",\"n\":1}\n");
        lines.put("with colours", "\u001B[32m12:00:00\u001B[0m \u001B[1mINFO\u001B[0m " + "x".repeat(70) + "\n");
        lines.put("Greek, 105 bytes", "λ".repeat(52) + "\n");
        lines.forEach((name, line) -> {
            byte[] in = line.repeat(BYTES / line.getBytes(StandardCharsets.UTF_8).length)
                    .getBytes(StandardCharsets.UTF_8);
            for (LineFormat format : LineFormat.values()) {
                for (boolean strip : new boolean[] {false, true}) {
                    System.out.printf(
                            "%-18s %-6s %-5s %5.2f ns/byte%n",
                            name, format, strip ? "strip" : "", time(in, format, strip));
                }
            }
        });
    }

    private static double time(byte[] in, LineFormat format, boolean strip) {
        Capture capture =
                new Capture(Optional.empty(), format, strip, false, Optional.empty(), Capture.OnLogError.DROP);
        Rewriter rewriter =
                new Rewriter(capture, "web:0", Stream.STDOUT, InstantSource.system(), ZoneId.of("Europe/Berlin"));
        byte[] out = new byte[Rewriter.LEAST_ROOM];
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long bytes = 0;
            long start = THREADS.getCurrentThreadCpuTime();
            for (int call = 0; call < CALLS; call++) {
                rewriter.rewrite(in, 0, in.length, false, out);
                bytes += rewriter.consumed();
            }
            rounds[round] = (double) (THREADS.getCurrentThreadCpuTime() - start) / bytes;
        }
        Arrays.sort(rounds);
        return rounds[0];
    }
}
