package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.linux.User;
import org.taskmaster.linux.UserDatabase;

/// A state directory that comes to another user.
class StateDirectoryTest {

    private static final User NOBODY = new User("nobody", 65534, 65534, "", "");
    private static final User ROOT = new User("root", 0, 0, "", "");

    @TempDir
    Path directory;

    private Path state;
    private Path secret;

    @BeforeEach
    void aDirectoryOfNobodys() throws IOException {
        assumeThat(UserDatabase.currentUid()).isZero();
        state = directory.resolve("state");
        StateDirectory.makeFor(NOBODY, state);
        secret = Files.writeString(directory.resolve("secret"), "root's");
    }

    @Test
    void itComesWithItsFilesAndDirectories() throws IOException {
        Path output = Files.createDirectory(state.resolve("output"));
        Path mark = Files.createFile(output.resolve("web.mark"));
        give(output);
        give(mark);

        StateDirectory.makeFor(ROOT, state);

        assertThat(owner(state)).isZero();
        assertThat(owner(output)).isZero();
        assertThat(owner(mark)).isZero();

        StateDirectory.makeFor(NOBODY, state);

        assertThat(owner(mark)).isEqualTo(65534);
    }

    @Test
    void noLinkInItBecomesRoots() throws IOException {
        Path output = Files.createDirectory(state.resolve("output"));
        give(output);
        Path link = Files.createSymbolicLink(output.resolve("web.stdout"), secret);
        give(link);

        assertThatThrownBy(() -> StateDirectory.makeFor(ROOT, state))
                .hasMessage(
                        "cannot use " + link + ", which a previous owner of the state directory has put there: it is"
                                + " a link or a device; remove it: rm " + link);
        assertThat(owner(link)).isEqualTo(65534);

        Files.delete(link);
        StateDirectory.makeFor(ROOT, state);

        assertThat(owner(output)).isZero();
    }

    @Test
    void noFileOfRootsIsGivenAwayByAnotherName() throws IOException {
        User games = new User("games", 5, 60, "", "");
        Files.createLink(state.resolve("planted"), secret);

        assertThatThrownBy(() -> StateDirectory.makeFor(games, state)).hasMessageContaining("it has another name");
        assertThat(owner(secret)).isZero();
    }

    @Test
    void whatIsOfTheRightUserStaysAsItIs() throws IOException {
        Files.createLink(state.resolve("planted"), secret);

        StateDirectory.makeFor(NOBODY, state);

        assertThat(owner(secret)).isZero();
    }

    private static void give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
    }

    private static int owner(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
