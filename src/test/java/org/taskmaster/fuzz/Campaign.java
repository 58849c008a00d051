package org.taskmaster.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Feeds one target with its corpus, then with mutations until the budget is used up.
///
/// A target tells what kind of answer it gave. An input that brings a new kind joins those that are
/// mutated, so that a campaign works its way further in; `target/fuzz/new` has them, for the corpus. By
/// default the budget is a number of inputs from a fixed start, so that every build does the same; with
/// `-Dtaskmaster.fuzz.minutes=N` it is time, with another start each time, which is told.
final class Campaign {

    private static final Path FOUND = Path.of("target/fuzz/found");
    private static final Path NEW = Path.of("target/fuzz/new");
    private static final long SEED = 20_261_125;
    private static final int MOST_KINDS = 5_000;
    /// How long any input may take: far more than it should, on the busiest machine.
    private static final Duration HANG = Duration.ofSeconds(60);

    /// How many long campaigns share the minutes.
    private static final int CAMPAIGNS = 4;

    private final String target;
    private final List<String> words;
    private final int inputs;

    /// Takes an input.
    @FunctionalInterface
    interface Target {
        /// @return what kind of answer it gave: equal for inputs that say nothing new
        String take(byte[] input) throws Exception;
    }

    /// @param target also the name of its folder in the corpus
    /// @param words of the language the inputs are written in
    /// @param inputs how many in an ordinary build
    Campaign(String target, List<String> words, int inputs) {
        this.target = target;
        this.words = words;
        this.inputs = inputs;
    }

    /// Runs it, and throws what the first bad answer says.
    void run(Target victim) {
        long minutes = Long.getLong("taskmaster.fuzz.minutes", 0);
        long start = minutes == 0 ? SEED : Long.getLong("taskmaster.fuzz.seed", System.nanoTime());
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos() / CAMPAIGNS;
        List<byte[]> pool = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        ExecutorService worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("fuzz-" + target).daemon().factory());
        try {
            for (Corpus.Seed seed : Corpus.of(target)) {
                pool.add(seed.bytes());
                kinds.add(feed(worker, victim, seed.bytes(), seed.name()));
            }
            Random random = new Random(start);
            Mutator mutator = new Mutator(random, words);
            int count = 0;
            while (minutes == 0 ? count < inputs : System.nanoTime() - end < 0) {
                byte[] input = mutator.mutated(any(pool, random), any(pool, random));
                count++;
                String kind = feed(worker, victim, input, "input " + count + " from " + start);
                if (kinds.size() < MOST_KINDS && kinds.add(kind)) {
                    pool.add(input);
                    save(NEW, input);
                }
            }
            System.out.println("fuzz " + target + ": " + count + " inputs from " + start + ", " + kinds.size()
                    + " kinds of answers");
        } finally {
            // Not waited for: it may hang, which has been told then.
            worker.shutdownNow();
        }
    }

    private static byte[] any(List<byte[]> pool, Random random) {
        return pool.get(random.nextInt(pool.size()));
    }

    private String feed(ExecutorService worker, Target victim, byte[] input, String name) {
        Future<String> answer = worker.submit(() -> victim.take(input));
        try {
            return answer.get(HANG.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(name + " found something; " + save(FOUND, input), e.getCause());
        } catch (TimeoutException e) {
            String where = Thread.getAllStackTraces().toString();
            answer.cancel(true);
            throw new AssertionError(name + " hangs; " + save(FOUND, input) + "; the threads: " + where, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String save(Path folder, byte[] input) {
        try {
            Path file = folder.resolve(target)
                    .resolve(HexFormat.of().withUpperCase().toHexDigits(Arrays.hashCode(input)));
            Files.createDirectories(file.getParent());
            Files.write(file, input);
            return "it is in " + file + ", and belongs into src/test/resources/fuzz/" + target + " when it is mended";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
