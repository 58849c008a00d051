package org.taskmaster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.taskmaster.broken.RuleBreaker;

/// The architecture, as rules. Each is also shown to fail on [RuleBreaker].
class ArchitectureTest {

    private static final String ROOT = "org.taskmaster.";
    private static final Path SOURCES = Path.of("src/main/java/org/taskmaster");
    private static final int LONGEST_FILE = 400;

    /// What each package may use of the others. `main` may use all.
    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static final Set<String> HEART = Set.of(
            "model",
            "core",
            "journal",
            "plan",
            "host",
            "linux",
            "rotation",
            "logs",
            "events",
            "control",
            "daemon",
            "activity");

    /// What runs on the threads of clients or of slow work, in the package of the loop.
    private static final Set<String> OFF_THE_LOOP =
            Set.of("DaemonControl", "DirectLog", "LogReading", "Renamings", "TerminalPast");

    private static final Set<String> FILE_ACCESS = Set.of(
            "Files", "File", "FileChannel", "RandomAccessFile", "FileInputStream", "FileOutputStream", "LogFile");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.taskmaster");

    private static final JavaClasses BROKEN = new ClassFileImporter().importClasses(RuleBreaker.class);

    private static Map<String, Set<String>> mayUse() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        table.put("model", Set.of());
        table.put("core", Set.of("model"));
        table.put("journal", Set.of("model", "core"));
        table.put("plan", Set.of("model", "core", "journal"));
        table.put("config", Set.of("model", "passwords"));
        table.put("host", Set.of("model"));
        table.put("linux", Set.of("model", "host"));
        table.put("rotation", Set.of("model", "host"));
        table.put("logs", Set.of("model", "host", "rotation"));
        table.put("events", Set.of("model", "core"));
        table.put("activity", Set.of("model", "core", "events", "host", "rotation"));
        table.put("control", Set.of("model", "events"));
        table.put(
                "daemon",
                Set.of("model", "core", "journal", "plan", "config", "host", "rotation", "logs", "events", "control"));
        table.put("screen", Set.of("control"));
        table.put("attach", Set.of("model", "control", "host", "daemon", "screen"));
        table.put("commands", Set.of("model", "control", "events", "json"));
        table.put("passwords", Set.of());
        table.put("signals", Set.of());
        table.put("http", Set.of("model", "control", "passwords"));
        table.put("xmlrpc", Set.of("model", "control", "events", "http"));
        table.put("json", Set.of("model", "core", "control", "events"));
        table.put("rest", Set.of("model", "core", "control", "events", "http", "json"));
        table.put("ctl", Set.of("model", "control", "commands", "http"));
        table.put("client", Set.of("model", "core", "control", "events", "json"));
        table.put(
                "cli",
                Set.of(
                        "model",
                        "control",
                        "events",
                        "commands",
                        "json",
                        "client",
                        "shell",
                        "config",
                        "passwords",
                        "signals"));
        table.put("shell", Set.of("model", "control", "events", "commands"));
        return table;
    }

    @Test
    void packagesUseOnlyWhatTheTableAllows() {
        MAY_USE.forEach((name, allowed) -> holds(usesOnly(name, allowed), inPackage(name)));
        assertThat(broken(usesOnly("broken", Set.of()))).isTrue();
    }

    @Test
    void everyPackageIsInTheTable() {
        Set<String> known = new TreeSet<>(MAY_USE.keySet());
        known.add("main");

        assertThat(known).containsAll(packages());
        assertThat(packages()).allSatisfy(name -> assertThat(inPackage(name)).isNotEmpty());
    }

    @Test
    void onlyOnePackageKnowsEachForeignWorld() {
        holds(nobodyBut(Set.of("linux", "signals"), "java.lang.foreign.."), MAIN);
        holds(nobodyBut(Set.of("shell", "screen"), "org.jline.."), MAIN);
        holds(screenUsesOnlyTheModelOfOne(), inPackage("screen"));
        holds(nobodyBut("config", "org.snakeyaml.."), MAIN);
        holds(nobodyBut("xmlrpc", "javax.xml.."), MAIN);
        holds(nobodyBut("http", "io.netty.."), MAIN);
        holds(nobodyBut("http", "sun.nio.ch.."), MAIN);
        assertThat(broken(nobodyBut("linux", "java.lang.foreign.."))).isTrue();
    }

    @Test
    void whatDecidesDoesNothing() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(ROOT + "core..", ROOT + "plan..", ROOT + "broken..")
                .should()
                .dependOnClassesThat(does());

        holds(rule, MAIN);
        assertThat(broken(rule)).isTrue();
    }

    @Test
    void theLoopWaitsForNoFile() {
        holds(touchesNoFile("daemon", OFF_THE_LOOP), inPackage("daemon"));
        assertThat(broken(touchesNoFile("broken", Set.of()))).isTrue();
        ArchRule prepares = noClasses()
                .that()
                .resideInAnyPackage(ROOT + "daemon..", ROOT + "broken..")
                .and()
                .doNotHaveSimpleName("Outputs")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "channels are made or renamed",
                        call -> call.getTargetOwner().getSimpleName().equals("Captures")
                                && Set.of("prepare", "rename", "settle", "catchUp")
                                        .contains(call.getTarget().getName())
                                && !OFF_THE_LOOP.contains(call.getOriginOwner().getSimpleName())));
        holds(prepares, inPackage("daemon"));
    }

    @Test
    void whatDecidesAsksNoClock() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(ROOT + "core..", ROOT + "plan..", ROOT + "broken..")
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "a clock is asked",
                        call -> call.getTarget().getName().equals("now") && isTime(call.getTargetOwner())
                                || Set.of("nanoTime", "currentTimeMillis")
                                        .contains(call.getTarget().getName())));

        holds(rule, MAIN);
        assertThat(broken(rule)).isTrue();
    }

    /// Duration multiplies, divides and negates by decimal fractions. To load these takes 15 ms, once.
    @Test
    void nothingOnTheWayOfAStartOrARestartCountsInDecimalFractions() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(Stream.of(
                                "model",
                                "core",
                                "plan",
                                "config",
                                "host",
                                "linux",
                                "events",
                                "activity",
                                "daemon",
                                "broken")
                        .map(name -> ROOT + name + "..")
                        .toArray(String[]::new))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "decimal fractions are needed",
                        call -> call.getTargetOwner().isEquivalentTo(BigDecimal.class)
                                || call.getTargetOwner().isEquivalentTo(Duration.class)
                                        && Set.of("multipliedBy", "dividedBy", "negated", "abs")
                                                .contains(call.getTarget().getName())));

        holds(rule, MAIN);
        assertThat(broken(rule)).isTrue();
    }

    @Test
    void theHeartUsesTheJdkAlone() {
        for (String name : HEART) {
            holds(usesOnlyTheJdk(name), inPackage(name));
        }
        assertThat(broken(usesOnlyTheJdk("broken"))).isTrue();
    }

    /// A rehearsal is no program, and what it says counts, whoever hears of its end.
    @Test
    void nobodyStartsProcessesBehindTheHostsBack() {
        ArchRule rule = noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + "main.Rehearsals")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "Runtime.exec",
                        call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
                                && call.getTarget().getName().equals("exec")));

        holds(rule, MAIN);
        assertThat(broken(rule)).isTrue();
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        List<String> silent = new ArrayList<>();

        for (String name : packages()) {
            Path info = SOURCES.resolve(name).resolve("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                silent.add(name);
            }
        }

        assertThat(silent).isEmpty();
    }

    @Test
    void noFileIsLongerThanAPersonCanRead() throws IOException {
        List<String> tooLong = new ArrayList<>();

        for (Path root : List.of(SOURCES, Path.of("src/test/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    int lines = Files.readAllLines(file).size();
                    if (lines > LONGEST_FILE) {
                        tooLong.add(file + " has " + lines + " lines");
                    }
                }
            }
        }

        assertThat(tooLong).isEmpty();
    }

    private static ArchRule usesOnly(String name, Set<String> allowed) {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours and are not in " + new TreeSet<>(allowed),
                        target -> target.getPackageName().startsWith(ROOT)
                                && !packageOf(target).equals(name)
                                && !allowed.contains(packageOf(target))));
    }

    private static ArchRule touchesNoFile(String name, Set<String> others) {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .and(DescribedPredicate.describe(
                        "run on the loop's thread",
                        one -> !others.contains(one.getSimpleName())
                                && one.getEnclosingClass()
                                        .filter(outer -> others.contains(outer.getSimpleName()))
                                        .isEmpty()))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "reach into the file system", target -> FILE_ACCESS.contains(target.getSimpleName())));
    }

    private static ArchRule nobodyBut(String name, String world) {
        return nobodyBut(Set.of(name), world);
    }

    /// Of JLine, the model of a screen, its size, and its table of widths.
    private static ArchRule screenUsesOnlyTheModelOfOne() {
        Set<String> model = Set.of(
                "org.jline.utils.ScreenTerminal",
                "org.jline.utils.WCWidth",
                "org.jline.terminal.Size",
                "org.jline.terminal.Sized");
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "screen..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are JLine's and not in " + model,
                        target -> target.getPackageName().startsWith("org.jline")
                                && !model.contains(target.getFullName())));
    }

    private static ArchRule nobodyBut(Set<String> names, String world) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        names.stream().map(name -> ROOT + name + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(world);
    }

    private static ArchRule usesOnlyTheJdk(String name) {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.taskmaster..", "org.jspecify..");
    }

    private static DescribedPredicate<JavaClass> does() {
        return DescribedPredicate.describe(
                "do something",
                target -> Stream.of("java.io", "java.nio", "java.net", "java.util.concurrent")
                                .anyMatch(name -> (target.getPackageName() + ".").startsWith(name + "."))
                        && !target.isEquivalentTo(Path.class));
    }

    private static boolean isTime(JavaClass owner) {
        return owner.getPackageName().startsWith("java.time");
    }

    /// A package of the table may be yet to come.
    private static void holds(ArchRule rule, JavaClasses classes) {
        rule.allowEmptyShould(true).check(classes);
    }

    private static boolean broken(ArchRule rule) {
        return rule.allowEmptyShould(true).evaluate(BROKEN).hasViolation();
    }

    private static JavaClasses inPackage(String name) {
        return MAIN.that(
                DescribedPredicate.describe("in " + name, one -> packageOf(one).equals(name)));
    }

    private static String packageOf(JavaClass one) {
        String within = one.getPackageName()
                .substring(Math.min(ROOT.length(), one.getPackageName().length()));
        return within.contains(".") ? within.substring(0, within.indexOf('.')) : within;
    }

    /// The packages there are, by their folders.
    private static Set<String> packages() {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            Set<String> names = new TreeSet<>();
            folders.filter(Files::isDirectory)
                    .forEach(folder -> names.add(folder.getFileName().toString()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
