package org.taskmaster.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The committed inputs for one target: what is good, what is bad in an interesting way, and what once
/// found something.
final class Corpus {

    private static final Path ROOT = Path.of("src/test/resources/fuzz");

    private Corpus() {}

    /// One input.
    record Seed(String name, byte[] bytes) {}

    /// All inputs for a target, by name.
    static List<Seed> of(String target) {
        try (Stream<Path> files = Files.list(ROOT.resolve(target))) {
            List<Seed> seeds = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                seeds.add(new Seed(file.getFileName().toString(), Files.readAllBytes(file)));
            }
            return seeds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
