package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Plumbing.Outlet;

/// Logs in directories of others, and what they could put there, for a supervisor that is root. Both ways are
/// tried: a program that writes by itself, and one whose output is captured.
final class ForeignLogTest extends RealHost {

    private static final int NOBODY = 65534;
    private static final int SOMEBODY = 12345;
    private static final Set<String> NOBODYS = Set.of("nobody");

    private Path theirs = Path.of("");
    private Path log = Path.of("");
    private Path secret = Path.of("");

    @BeforeEach
    void onlyRootHasPowerThatOthersHaveNot() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        theirs = Files.createDirectory(directory.resolve("theirs"));
        log = theirs.resolve("app.log");
        secret = Files.writeString(directory.resolve("secret"), "of root's");
    }

    @Test
    void theUserOfAProgramMayOwnTheDirectoryOfItsLog() throws IOException {
        give(theirs, NOBODY);

        assertThat(write("captured\n", NOBODYS)).isNull();
        assertThat(log).hasContent("captured");
        give(log, NOBODY);
        assertThat(write("and it is theirs\n", NOBODYS)).isNull();
        assertThat(log).hasContent("captured\nand it is theirs");
        run(Launches.of("echo", "direct").user("nobody").to(log, log));
        assertThat(log).hasContent("captured\nand it is theirs\ndirect");
    }

    @Test
    void nobodyElseMay() throws IOException {
        give(theirs, SOMEBODY);

        assertRefused(theirs + " belongs to user 12345, who could put anything in the place of the log, and root"
                + " would write to it: give it to root or nobody, or name its owner in `log_owner`");
        assertThat(log).doesNotExist();
    }

    @Test
    void aDirectoryThatEverybodyMayWriteIsRefusedUnlessItIsAsTmp() throws IOException {
        Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(theirs + " may be written by every user, who could put anything in the place of the log, and"
                + " root would write to it: chmod o-w " + theirs);

        Files.setAttribute(theirs, "unix:mode", 01777);
        assertThat(write("sticky\n", NOBODYS)).isNull();
        assertThat(log).hasContent("sticky");
        give(log, SOMEBODY);
        assertRefused(log + " belongs to user 12345, and root writes to no file of theirs: remove it, or give it to"
                + " root or nobody, or name its owner in `log_owner`");
    }

    @Test
    void aLinkAmongTheDirectoriesAboveIsNotFollowed() throws IOException {
        give(theirs, NOBODY);
        Path target = Files.createDirectory(directory.resolve("etc"));
        Path link = Files.createSymbolicLink(theirs.resolve("logs"), target);
        give(link, NOBODY);
        log = link.resolve("app.log");

        assertRefused(link + " is a symbolic link of user 65534; root follows only links that root made: remove it,"
                + " or make it as root");
        assertThat(target).isEmptyDirectory();

        give(link, 0);
        assertThat(write("root's link\n", NOBODYS)).isNull();
        assertThat(target.resolve("app.log")).hasContent("root's link");
    }

    @Test
    void aSecondNameOfAFileOfRootsIsNotWrittenTo() throws IOException {
        give(theirs, NOBODY);
        Files.createLink(log, secret);

        assertRefused(log + " has another name, too (a hard link), so that it may be another user's file: remove it");
        assertThat(secret).hasContent("of root's");
    }

    @Test
    void aNewLogIsGivenAwayByWhatItIsAndNotByItsName() throws IOException {
        try (LinuxPlumbing plumbing = LinuxPlumbing.open();
                Outlet outlet = plumbing.openOutlet(log, NOBODYS)) {
            assertThat(outlet.isNew()).isTrue();
            Files.delete(log);
            Files.createLink(log, secret);

            outlet.give(java.util.Optional.of("nobody"), java.util.OptionalInt.of(0640));
        }

        assertThat(Files.getAttribute(secret, "unix:uid")).isEqualTo(0);
    }

    @Test
    void aChannelOfSomebodyElseIsMadeAnewAndThatOfTheProgramsUserIsNot() throws IOException {
        Path pipe = directory.resolve("output/web.stdout");
        try (LinuxPlumbing plumbing = LinuxPlumbing.open()) {
            plumbing.openInlet(pipe, NOBODYS).close();
            give(pipe, NOBODY);
            try (Plumbing.Inlet theirs = plumbing.openInlet(pipe, NOBODYS)) {
                assertThat(Files.getAttribute(pipe, "unix:uid")).isEqualTo(NOBODY);
                give(pipe, SOMEBODY);

                try (Plumbing.Inlet ours = plumbing.openInlet(pipe, NOBODYS)) {
                    assertThat(Files.getAttribute(pipe, "unix:uid")).isEqualTo(0);
                    assertThat(ours.isAt(pipe)).isTrue();
                    assertThat(theirs.isAt(pipe)).isFalse();
                }
            }
        }
    }

    @Test
    void noDirectoryThatOthersMayWriteHoldsChannels() throws IOException {
        Path pipe = theirs.resolve("web.stdout");
        try (LinuxPlumbing plumbing = LinuxPlumbing.open()) {
            Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertThatThrownBy(() -> plumbing.openInlet(pipe, Set.of()))
                    .hasMessage(
                            theirs + " may be written by others than its owner; take that away: chmod go-w " + theirs);
            Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rwxr-xr-x"));
            give(theirs, NOBODY);
            assertThatThrownBy(() -> plumbing.openInlet(pipe, NOBODYS))
                    .hasMessage(theirs + " belongs to user 65534, not to the supervisor's user (0): remove it, or give"
                            + " it to them");
        }
        assertThat(pipe).doesNotExist();
    }

    private void assertRefused(String reason) {
        assertThat(write("refused\n", NOBODYS)).isEqualTo(reason);
        assertThat(failure(Launches.of("true").user("nobody").to(log, log)))
                .isEqualTo("cannot write stdout '" + log + "': " + reason);
    }

    /// @return why not
    private @org.jspecify.annotations.Nullable String write(String text, Set<String> users) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (LinuxPlumbing plumbing = LinuxPlumbing.open();
                Outlet outlet = plumbing.openOutlet(log, users)) {
            outlet.write(bytes, 0, bytes.length);
            return null;
        } catch (IOException refused) {
            return refused.getMessage();
        }
    }

    private static void give(Path path, int uid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }
}
