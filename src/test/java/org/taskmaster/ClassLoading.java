package org.taskmaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// Runs a program in a JVM of its own and sees which classes it loads, and when.
public final class ClassLoading {

    private ClassLoading() {}

    /// Asserts that some classes are loaded, but not before the program has written a certain line.
    ///
    /// @param program has a main method
    /// @param line what it writes
    /// @param late which of the JVM's lines on loaded classes are meant
    public static void comesOnlyAfter(Class<?> program, String line, Predicate<String> late)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName());
        // Options for all JVMs are told of before anything else, and may share no classes.
        builder.environment()
                .keySet()
                .removeIf(name -> name.endsWith("JAVA_OPTIONS") || name.equals("JAVA_TOOL_OPTIONS"));
        Process jvm = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(jvm.waitFor()).isZero();
        int written = lines.indexOf(line);
        assertThat(written).isPositive();
        assertThat(lines.subList(0, written)).noneMatch(late);
        assertThat(lines.subList(written, lines.size())).anyMatch(late);
    }
}
