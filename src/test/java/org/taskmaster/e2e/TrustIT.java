package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What root does not take from others: orders, directories, and files that they have put in its way.
final class TrustIT {

    private static final int GAMES = 5;
    private static final String WEB = "web: {cmd: sleep 1000, starttime: 0}\n";

    @TempDir
    Path directory;

    private Sandbox sandbox;

    @BeforeEach
    void onlyAsRoot() {
        assumeTrue(Sandbox.isRoot(), "only root has something to lose");
        sandbox = Sandbox.in(directory);
    }

    @Test
    void noConfigurationDecidesWhatRootRunsThatSomebodyElseCanChange() throws IOException {
        sandbox.programs(WEB);
        give(sandbox.config());
        Files.setPosixFilePermissions(sandbox.path("."), PosixFilePermissions.fromString("rwxrwxrwx"));

        String errors = refusal();

        assertThat(errors)
                .contains("root takes no orders that others can change: " + sandbox.path("")
                        + " can be written by every user, " + sandbox.config() + " belongs to user games");
        assertThat(Ran.program(sandbox, "taskmaster", "check", sandbox.config().toString()))
                .satisfies(check -> assertThat(check.status()).isZero())
                .satisfies(check -> assertThat(check.errors()).contains("root takes no orders"));

        Tools.run("sh", "-c", commands(errors, "make this place so: "));
        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.pidOf("web")).isPositive();

            give(sandbox.config());

            assertThat(taskmaster.ask("reload").getFirst())
                    .contains("root takes no orders")
                    .contains("chown root " + sandbox.config());
        }
    }

    @Test
    void whatIsBelowAHomeIsCopiedAndTheHomeLeftToWhomItBelongs() throws IOException {
        Path home = Files.createDirectory(sandbox.path("their home"));
        sandbox.programs(WEB);
        Path config = Files.move(sandbox.config(), home.resolve("taskmaster.yaml"));
        give(home);

        Ran refused = Ran.program(sandbox, "taskmaster", "--no-shell", config.toString());

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.errors())
                .contains(home + " belongs to user games")
                .doesNotContain("chown")
                .contains("and start with -c /etc/taskmaster/taskmaster.yaml");
        Path ours = sandbox.path("etc");
        String copy = commands(refused.errors(), "begin there, then): ");
        Tools.run(
                "sh", "-c", copy.substring(0, copy.indexOf(", and start")).replace("/etc/taskmaster", ours.toString()));
        Ran check = Ran.program(
                sandbox, "taskmaster", "check", ours.resolve("taskmaster.yaml").toString());
        assertThat(check.errors()).isEmpty();
        assertThat(check.status()).isZero();
    }

    @Test
    void whoseConfigurationItIsMayOnlyBecomeThemselves() throws IOException {
        sandbox.withoutUser().supervisor("user: daemon").programs(WEB);
        Files.setPosixFilePermissions(sandbox.path("."), PosixFilePermissions.fromString("rwxr-xr-x"));
        give(sandbox.config());

        assertThat(refusal()).contains(sandbox.config() + " belongs to user games");

        give(sandbox.path("."));
        sandbox.withoutUser();
        Sandbox theirs =
                Sandbox.in(directory).withoutUser().supervisor("user: games").programs(WEB);
        give(theirs.config());
        Files.deleteIfExists(theirs.path("taskmaster.log"));

        try (Taskmaster taskmaster = theirs.start()) {
            assertThat(taskmaster.pidOf("web")).isPositive();
        }
    }

    @Test
    void whereNobodyIsNamedAWordAboutItIsEnough() throws IOException {
        sandbox.withoutUser().programs(WEB);
        Files.setPosixFilePermissions(sandbox.path("."), PosixFilePermissions.fromString("rwxrwxrwx"));

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.pidOf("web")).isPositive();
            taskmaster.awaitLog("others than root decide what nobody runs");
        }
    }

    @Test
    void theActivityLogFollowsNoLinkOfOthers() throws IOException {
        sandbox.programs(WEB);
        Path secret = Files.writeString(sandbox.path("secret"), "root's\n");
        Path log = Files.createSymbolicLink(sandbox.path("taskmaster.log"), secret);
        give(log);

        assertThat(refusal()).contains("cannot write the activity log " + log).contains("is a symbolic link of user 5");
        assertThat(secret).hasContent("root's\n");
    }

    @Test
    void noDirectoryOfOthersIsUsedAndTheRemediesWork() throws IOException {
        Path theirs = Files.createDirectory(sandbox.path("theirs"));
        Path logs = Files.createDirectory(sandbox.path("their logs"));
        Files.setPosixFilePermissions(logs, PosixFilePermissions.fromString("rwxrwxrwx"));
        give(theirs);
        sandbox.supervisor("pidfile: theirs/pid\nsocket: theirs/s\nlogfile: their logs/log\n")
                .programs(WEB);
        Files.createDirectories(sandbox.path("state/output"));
        give(sandbox.path("state"));
        give(sandbox.path("state/output"));

        for (int i = 0; i < 2; i++) {
            String errors = refusal();
            assertThat(errors).contains("cannot use the state directory").contains("belongs to user games");
            Tools.run("sh", "-c", commands(errors, "make it so: "));
        }
        assertThat(refusal())
                .contains("cannot use the pid file " + theirs.resolve("pid") + ": " + theirs + " belongs to user games")
                .contains("name another by pidfile: in the taskmaster: section, where only root can write")
                .doesNotContain("chown");
        Files.setAttribute(theirs, "unix:uid", 0);
        String errors = refusal();
        assertThat(errors).contains("cannot write the activity log").contains("can be written by every user");
        Tools.run(
                "sh",
                "-c",
                errors.substring(errors.indexOf("no other user can change: ") + 26, errors.indexOf("); name another")));

        try (Taskmaster taskmaster = sandbox.start()) {
            assertThat(taskmaster.pidOf("web")).isPositive();
        }
    }

    private String refusal() {
        Ran ran = Ran.program(
                sandbox, "taskmaster", "--no-shell", sandbox.config().toString());
        assertThat(ran.status()).as(ran.errors()).isEqualTo(2);
        return ran.errors();
    }

    private static String commands(String errors, String behind) {
        return errors.lines()
                .filter(line -> line.contains(behind))
                .map(line -> line.substring(line.indexOf(behind) + behind.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(errors));
    }

    private static void give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", GAMES, LinkOption.NOFOLLOW_LINKS);
    }
}
