package org.taskmaster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.main.Main;

/// What `src/main/bytecode/PlainBytecode.java` makes of class files.
final class PlainBytecodeTest {

    private static final String SAMPLE = """
            package sample;

            import java.util.List;
            import java.util.function.Function;

            public final class Sample implements Function<Object, String> {

                public record All(boolean a, byte b, char c, short d, int e, long f, float g, double h, String i,
                        List<String> j, int[] k) {}

                public record Nothing() {}

                sealed interface Shape {
                    record Circle(int radius) implements Shape {}

                    record Square(int side) implements Shape {}

                    default String words() {
                        return switch (this) {
                            case Circle circle when circle.radius() > 10 -> "big circle";
                            case Circle(int radius) -> "circle " + radius;
                            case Square _ -> "square";
                        };
                    }
                }

                @Override
                public String apply(Object any) {
                    return switch (any) {
                        case null -> "null";
                        case Integer number when number > 100 -> "many";
                        case Integer number when number < 0 -> new Shape.Square(number).words();
                        case Integer number -> new Shape.Circle(number).words();
                        case CharSequence text when text.length() > 3 -> "long text";
                        case String text -> "text " + text;
                        case Object[] list -> "list of " + list.length;
                        default -> "something";
                    };
                }
            }
            """;

    /// Of which only the identity counts.
    private static final int[] NUMBERS = {1};

    @TempDir
    private Path directory;

    @Test
    void nothingInTheProductIsPutTogetherAtRunTimeButLambdas() throws IOException, ReflectiveOperationException {
        Path product = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(product)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                found.addAll(bootstraps(file));
            }
        }

        assertThat(found).containsExactly("java.lang.invoke.LambdaMetafactory.metafactory");
    }

    @Test
    void whatIsPlainDoesTheSame() throws Exception {
        Path compiled = compile(SAMPLE);
        Path plain = Files.createDirectory(directory.resolve("plain"));
        try (Stream<Path> files = Files.walk(compiled)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = plain.resolve(compiled.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }

        assertThat(rewrite(plain)).isZero();

        List<String> before = results(compiled);
        assertThat(results(plain)).isEqualTo(before);
        assertThat(before).hasSizeGreaterThan(40).contains("big circle", "text abc", "long text", "null", "list of 2");
        assertThat(bootstraps(compiled.resolve("sample/Sample.class"))).isNotEmpty();
        try (Stream<Path> files = Files.walk(plain)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(bootstraps(file)).as(file.toString()).isEmpty();
            }
        }
    }

    private Path compile(String source) throws IOException {
        Path file = Files.writeString(directory.resolve("Sample.java"), source);
        Path classes = Files.createDirectory(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-XDstringConcat=inline");
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                            .call())
                    .isTrue();
        }
        return classes;
    }

    private static int rewrite(Path classes) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "src/main/bytecode/PlainBytecode.java",
                        classes.toString(),
                        classes.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    /// What all methods in question answer, in one order.
    private static List<String> results(Path classes) throws Exception {
        List<String> results = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            @SuppressWarnings("unchecked")
            Function<Object, String> sample = (Function<Object, String>)
                    loader.loadClass("sample.Sample").getConstructor().newInstance();
            for (Object any : new Object[] {101, 100, 11, 10, 0, -1, "abc", "abcd", new StringBuilder("x"), 1L}) {
                results.add(sample.apply(any));
            }
            results.add(sample.apply(new Object[] {1, 2}));
            results.add(sample.apply(null));
            compareRecords(loader, results);
        }
        return results;
    }

    private static void compareRecords(ClassLoader loader, List<String> results) throws ReflectiveOperationException {
        Object nothing =
                loader.loadClass("sample.Sample$Nothing").getConstructor().newInstance();
        results.add(nothing + " " + nothing.hashCode() + " " + nothing.equals("a"));
        Constructor<?> all = loader.loadClass("sample.Sample$All").getConstructors()[0];
        Object[] values = {true, (byte) 1, 'c', (short) 2, 3, 4L, 5.5f, 6.5, "text", List.of("a"), NUMBERS};
        Object[] others = {false, (byte) -1, 'd', (short) -2, -3, 1L << 40, Float.NaN, -0.0, null, List.of(), null};
        Object record = all.newInstance(values);
        results.add(record.toString().replaceFirst("@.*]", "]"));
        results.add("equal " + record.equals(all.newInstance(values)) + record.equals("a") + record.equals(nothing));
        for (int i = 0; i < values.length; i++) {
            Object[] changed = values.clone();
            changed[i] = others[i];
            Object other = all.newInstance(changed);
            results.add(i + " " + record.equals(other) + other.equals(record) + other.equals(all.newInstance(changed)));
            results.add(i + " " + (other.hashCode() - record.hashCode()));
            results.add(other.toString().replaceFirst("@.*]", "]"));
        }
    }

    private static Set<String> bootstraps(Path file) throws IOException {
        ClassModel read = ClassFile.of().parse(Files.readAllBytes(file));
        Set<String> found = new TreeSet<>();
        read.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast)
                .forEach(call -> found.add(call.bootstrapMethod().owner().packageName() + "."
                        + call.bootstrapMethod().owner().displayName() + "."
                        + call.bootstrapMethod().methodName()));
        return found;
    }
}
