package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `make install` puts somewhere is complete: it works without the sources, after it was moved, and as anybody;
/// and each program has its manual page and is completed in each shell.
final class InstallIT {

    private static final List<String> PROGRAMS = List.of("taskmaster", "taskmasterd", "taskmasterctl");
    private static final Pattern LINK = Pattern.compile("]\\(([^):#]+)(#[^)]*)?\\)");

    @TempDir
    Path directory;

    private Sandbox sandbox;
    private Path prefix;

    /// As a package is made: below another root, by somebody who lets nobody read what they make.
    @BeforeEach
    void install() throws IOException {
        sandbox = Sandbox.in(directory).programs("web: {cmd: sleep 1000, starttime: 0}\n");
        Path root = sandbox.path("root of a package");
        Tools.run("sh", "-c", "umask 077; make -s install PREFIX=/opt/tm DESTDIR='" + root + "'");
        prefix = Files.move(root.resolve("opt/tm"), sandbox.path("moved"));
    }

    @Test
    void whatIsInstalledWorksWithoutTheSourcesWhereverItIsMoved() throws IOException {
        prefix = Files.move(prefix, sandbox.path("moved on"));
        sandbox.environment("PATH", prefix.resolve("bin") + ":" + System.getenv("PATH"));
        // With this the JVM ends when it cannot use the start-up cache, instead of starting slowly.
        sandbox.environment("TASKMASTER_JAVA_OPTS", "-XX:AOTMode=on");
        sandbox.environment("TASKMASTERCTL_JAVA_OPTS", "-XX:AOTMode=on");

        try (Background _ = Background.start(sandbox, prefix.resolve("bin/taskmasterd"))) {
            // By its name alone, which the shell looks up.
            Ran status = Ran.path(
                    sandbox,
                    Path.of("/bin/sh"),
                    "-c",
                    "cd / && exec taskmasterctl -c \"$0\" status",
                    sandbox.config().toString());

            assertThat(status.status()).as(status.errors()).isZero();
            assertThat(status.output()).contains("web").contains("RUNNING");
        }
        Ran example = Ran.path(
                sandbox,
                prefix.resolve("bin/taskmaster"),
                "check",
                prefix.resolve("share/doc/taskmaster/examples/hello.yaml").toString());
        assertThat(example.status()).as(example.errors()).isZero();
    }

    @Test
    void everybodyMayReadItAndNobodyElseMayWriteIt() {
        assertThat(files(prefix)).isNotEmpty().allSatisfy(file -> {
            String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            assertThat(permissions).matches(Files.isDirectory(file) ? "rwxr-xr-x" : "rw.r-.r-.");
            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(Files.getAttribute(directory, "unix:uid"));
        });
        for (String page : List.of("man1/taskmaster.1", "man1/taskmasterctl.1", "man8/taskmasterd.8")) {
            assertThat(prefix.resolve("share/man/" + page)).isNotEmptyFile();
        }
    }

    @Test
    void linksOfTheDocumentationLeadSomewhere() {
        Path documentation = prefix.resolve("share/doc/taskmaster");

        List<String> dead = files(documentation).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .flatMap(page -> LINK.matcher(text(page))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !Files.exists(page.resolveSibling(link)))
                        .map(link -> documentation.relativize(page) + ": " + link))
                .toList();

        assertThat(dead).isEmpty();
    }

    @Test
    void bashCompletesEachProgram() {
        sandbox.write("one file.yaml", "");
        sandbox.write("two.yml", "");
        sandbox.write("other.txt", "");

        assertThat(completedByBash("taskmasterd -"))
                .contains("-c", "--configuration", "-n", "--nodaemon", "-v", "--version", "-h", "--help");
        assertThat(completedByBash("taskmasterd -c "))
                .contains("one file.yaml", "two.yml", "moved")
                .doesNotContain("other.txt", "check");
        assertThat(completedByBash("taskmasterd --configuration o")).containsExactly("one file.yaml");
        assertThat(completedByBash("taskmasterd -c \"one f")).containsExactly("one file.yaml");
        assertThat(completedByBash("taskmaster --no-")).containsExactly("--no-shell");
        assertThat(completedByBash("taskmaster ")).contains("check", "one file.yaml", "two.yml");
        assertThat(completedByBash("taskmaster check "))
                .contains("one file.yaml")
                .doesNotContain("check");
        assertThat(completedByBash("taskmasterctl -c \"one file.yaml\" sta")).containsExactly("status", "start");
        assertThat(completedByBash("taskmasterctl -c \"one f")).isEmpty();
        assertThat(completedByBash("taskmasterctl -c one\\ file.yaml sta")).containsExactly("status", "start");
        assertThat(completedByBash("taskmasterctl sta")).containsExactly("status", "start");
    }

    @Test
    void zshAndFishKnowEachProgram() {
        sandbox.write("one.yaml", "");
        sandbox.write("other.txt", "");

        String functions = prefix.resolve("share/zsh/site-functions").toString();
        for (String program : PROGRAMS) {
            assertThat(Tools.run(
                            "zsh",
                            "-fc",
                            "fpath=($1 $fpath); autoload -U compinit; compinit -u -D; print $_comps[$2]",
                            "zsh",
                            functions,
                            program))
                    .isEqualTo("_" + program + "\n");
            Tools.run("zsh", "-n", functions + "/_" + program);
        }
        assertThat(completedByFish("taskmasterd --no")).startsWith("--nodaemon\t");
        assertThat(completedByFish("taskmasterd -c o")).contains("one.yaml").doesNotContain("check");
        assertThat(completedByFish("taskmaster che")).startsWith("check\t");
        assertThat(completedByFish("taskmaster --no")).startsWith("--no-shell\t");
        assertThat(completedByFish("taskmaster check o")).contains("one.yaml");
        assertThat(completedByFish("taskmasterctl rest")).startsWith("restart\t");
    }

    /// What bash offers at the end of a line, by the file that it finds by the program's name.
    private List<String> completedByBash(String line) {
        String script = """
                cd "$2" && . /usr/share/bash-completion/bash_completion && PATH=$3:$PATH
                # As readline splits the line: a quote that is still open belongs to the last word.
                case $4 in
                    *\\"*) COMP_WORDS=(${4%%\\"*} "\\"${4#*\\"}") ;;
                    *' ') COMP_WORDS=($4 "") ;;
                    *) COMP_WORDS=($4) ;;
                esac
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$4 COMP_POINT=${#4}
                BASH_COMPLETION_USER_DIR=$1 _completion_loader "${COMP_WORDS[0]}"
                [[ $(complete -p "${COMP_WORDS[0]}") =~ -F\\ ([^ ]+) ]] || exit
                # It says that it is not under way, where it sets its options.
                "${BASH_REMATCH[1]}" "${COMP_WORDS[0]}" 2>/dev/null
                [ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\\n' "${COMPREPLY[@]}"
                """;
        return Tools.run(
                        "bash",
                        "-c",
                        script,
                        "bash",
                        prefix.resolve("share/bash-completion").toString(),
                        directory.toString(),
                        prefix.resolve("bin").toString(),
                        line)
                .lines()
                .distinct()
                .toList();
    }

    private String completedByFish(String line) {
        return Tools.run(
                "env",
                "HOME=" + directory,
                "fish",
                "--no-config",
                "-c",
                "cd $argv[1]; set fish_complete_path $argv[2]; set PATH $argv[4] $PATH; complete -C $argv[3]",
                directory.toString(),
                prefix.resolve("share/fish/vendor_completions.d").toString(),
                line,
                prefix.resolve("bin").toString());
    }

    private static List<Path> files(Path top) {
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(file -> !Files.isSymbolicLink(file)).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
