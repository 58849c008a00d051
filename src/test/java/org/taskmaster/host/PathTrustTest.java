package org.taskmaster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.host.PathTrust.End;
import org.taskmaster.host.PathTrust.Weakness;

/// Needs root, who can give files away.
class PathTrustTest {

    private static final int GAMES = 5;
    private static final int ROOT = 0;

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void onlyRootCanGiveFilesAway() throws IOException {
        assumeThat(PathEntry.at(Path.of("/proc/self")).owner()).isEqualTo(ROOT);
        Files.createDirectories(directory.resolve("inner"));
        file = Files.createFile(directory.resolve("inner/file"));
    }

    @Test
    void whatOnlyRootCanChangeHasNoWeaknessAlsoBelowTmpAndWhereNothingIsYet() throws IOException {
        assertThat(weaknesses(file)).isEmpty();
        assertThat(weaknesses(directory.resolve("inner/new/newer"))).isEmpty();
        assertThat(weaknesses(Path.of("/etc/passwd"))).isEmpty();
        assertThat(weaknesses(Path.of("/dev/stdout"))).isEmpty();
    }

    @Test
    void whoeverOwnsADirectoryOnTheWayIsTold() throws IOException {
        give(directory.resolve("inner"));

        assertThat(weaknesses(file))
                .containsExactly(new Weakness(directory.resolve("inner"), "belongs to user games", Optional.empty()));
        assertThat(new PathTrust(Set.of(ROOT, GAMES), Set.of(0)).weaknesses(file, End.IS_BELIEVED))
                .isEmpty();
    }

    @Test
    void aDirectoryThatOthersMayWriteIsTold() throws IOException {
        mode(directory.resolve("inner"), "rwxrwxrwx");

        assertThat(weaknesses(file))
                .containsExactly(new Weakness(
                        directory.resolve("inner"),
                        "can be written by every user",
                        "chmod go-w " + directory.resolve("inner")));

        mode(directory.resolve("inner"), "rwxrwxr-x");
        Files.setAttribute(directory.resolve("inner"), "unix:gid", 60);

        assertThat(weaknesses(file)).extracting(Weakness::why).containsExactly("can be written by group games");
    }

    @Test
    void aDirectoryThatRootsGroupMayWriteIsRoots() throws IOException {
        mode(directory.resolve("inner"), "rwxrwxr-x");
        Files.setAttribute(directory.resolve("inner"), "unix:gid", 0);

        assertThat(weaknesses(file)).isEmpty();
    }

    @Test
    void whereEverybodyMayMakeFilesTheOwnerOfTheNextStepCounts() throws IOException {
        Files.setAttribute(directory.resolve("inner"), "unix:mode", 01777);

        assertThat(weaknesses(file)).isEmpty();
        assertThat(ofLog(file)).isEmpty();

        give(file);

        assertThat(weaknesses(file)).extracting(Weakness::why).containsExactly("belongs to user games");
        assertThat(ofLog(file)).extracting(Weakness::remedy).containsExactly(Optional.of("rm " + file));
    }

    @Test
    void whatIsBelievedMustNotBeOthersButALogMay() throws IOException {
        give(file);

        assertThat(weaknesses(file)).extracting(Weakness::remedy).containsExactly(Optional.of("chown root " + file));
        assertThat(ofLog(file)).isEmpty();
    }

    @Test
    void aLogWithAnotherNameMayBeAFileOfRootsWhereOthersCanLink() throws IOException {
        Files.createLink(directory.resolve("inner/other"), file);

        assertThat(ofLog(file)).isEmpty();

        Files.setAttribute(directory.resolve("inner"), "unix:mode", 01777);

        assertThat(ofLog(file))
                .extracting(Weakness::why)
                .containsExactly("has another name, maybe that of a file of root's");
    }

    @Test
    void linksAreLookedAtAndFollowed() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("inner/../inner"));

        assertThat(weaknesses(link.resolve("file"))).isEmpty();

        mode(directory.resolve("inner"), "rwxrwxrwx");

        assertThat(weaknesses(link.resolve("file"))).extracting(Weakness::place).contains(directory.resolve("inner"));

        mode(directory.resolve("inner"), "rwxr-xr-x");
        Files.setAttribute(link, "unix:uid", GAMES, LinkOption.NOFOLLOW_LINKS);

        assertThat(weaknesses(link.resolve("file")))
                .containsExactly(new Weakness(link, "is a symbolic link of user games", "rm " + link));
    }

    @Test
    void namesAreWrittenSoThatAShellReadsThem() throws IOException {
        Path odd = Files.createDirectory(directory.resolve("it's odd"));
        give(odd);

        assertThat(weaknesses(odd))
                .extracting(Weakness::remedy)
                .containsExactly(Optional.of("chown root '" + directory + "/it'\\''s odd'"));
    }

    @Test
    void nobodyIsAdvisedToTakeADirectoryFromOthersThatTheyNeed() throws IOException {
        Path inner = directory.resolve("inner");
        give(inner);

        assertThat(PathTrust.commands(weaknesses(inner))).contains("chown root " + inner);
        assertThat(PathTrust.commands(weaknesses(file))).isEmpty();
        assertThat(PathTrust.words(weaknesses(file)))
                .isEqualTo(inner + " belongs to user games; root uses only what no other user can change");

        // One without a remedy takes the others along: they would not be enough.
        give(file);
        assertThat(PathTrust.commands(weaknesses(file))).isEmpty();
    }

    @Test
    void homesAreThoseOfTheAccountsAndWhatIsBelowHome() throws IOException {
        assertThat(Homes.contain(Path.of("/root"))).isTrue();
        assertThat(Homes.contain(Path.of("/home/nobody-here-has-this-name"))).isTrue();
        assertThat(Homes.contain(Path.of("/home"))).isFalse();
        assertThat(Homes.contain(directory)).isFalse();
    }

    private static List<Weakness> weaknesses(Path path) throws IOException {
        return PathTrust.ROOT_ALONE.weaknesses(path, End.IS_BELIEVED);
    }

    private static List<Weakness> ofLog(Path path) throws IOException {
        return PathTrust.ROOT_ALONE.weaknesses(path, End.IS_APPENDED_TO);
    }

    private static void give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", GAMES, LinkOption.NOFOLLOW_LINKS);
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
