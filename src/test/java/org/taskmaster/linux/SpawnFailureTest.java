package org.taskmaster.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/// What people read when a process cannot be started: each message, word for word.
final class SpawnFailureTest extends RealHost {

    @Test
    void aBareNameThatIsNowhereInPath() {
        Launches launch = Launches.of("ngnix").environment("PATH", "/usr/bin:/bin");

        assertThat(failure(launch)).isEqualTo("can't find command 'ngnix' in PATH (/usr/bin:/bin)");
    }

    @Test
    void aBareNameThatIsNotExecutable() throws IOException {
        Path file = file("tool", "#!/bin/sh\n", "rw-r--r--");

        assertThat(failure(Launches.of("tool").environment("PATH", directory.toString())))
                .isEqualTo("can't run command 'tool': '" + file + "' is not executable");
    }

    @Test
    void aPathThatDoesNotExist() {
        assertThat(failure(Launches.of("/no/such")))
                .isEqualTo("can't run command '/no/such': '/no/such' does not exist");
    }

    @Test
    void aRelativePathThatDoesNotExistInTheWorkingDirectory() {
        assertThat(failure(Launches.of("bin/tool").in(directory)))
                .isEqualTo("can't run command 'bin/tool': '" + directory + "/bin/tool' does not exist");
    }

    @Test
    void aSymbolicLinkThatLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/no/such"));

        assertThat(failure(Launches.of(link.toString())))
                .isEqualTo("can't run command '" + link + "': '" + link + "' is a symbolic link that leads nowhere");
    }

    @Test
    void aDirectory() {
        assertThat(failure(Launches.of("/usr"))).isEqualTo("can't run command '/usr': '/usr' is a directory");
    }

    @Test
    void aFileAsADirectory() {
        assertThat(failure(Launches.of("/etc/passwd/x")))
                .isEqualTo("can't run command '/etc/passwd/x': '/etc/passwd/x' cannot be reached: not a directory");
    }

    @Test
    void aFileThatIsNotExecutable() throws IOException {
        Path file = file("tool", "#!/bin/sh\n", "rw-r--r--");

        assertThat(failure(Launches.of(file.toString())))
                .isEqualTo(
                        "can't run command '" + file + "': '" + file + "' is not executable; allow it with chmod +x");
    }

    @Test
    void aFileThatOnlyItsOwnerMayExecute() throws IOException {
        assumeRoot();
        Path file = file("tool", "#!/bin/sh\n", "rwx------");
        open(directory);

        assertThat(failure(Launches.of(file.toString()).user("nobody")))
                .isEqualTo("can't run command '" + file + "': '" + file + "' may not be executed by user 'nobody'"
                        + ", or lies in a directory closed to them, or on a file system mounted noexec");
    }

    @Test
    void aScriptWithoutInterpreterLine() throws IOException {
        Path file = file("tool", "echo hello\n", "rwxr-xr-x");

        assertThat(failure(Launches.of(file.toString())))
                .isEqualTo("can't run command '" + file + "': '" + file
                        + "' is not a program: it has no #! line that names its interpreter");
    }

    @Test
    void anEmptyFile() throws IOException {
        Path file = file("tool", "", "rwxr-xr-x");

        assertThat(failure(Launches.of(file.toString())))
                .isEqualTo("can't run command '" + file + "': '" + file + "' is empty");
    }

    @Test
    void aScriptWhoseInterpreterIsMissing() throws IOException {
        Path file = file("tool", "#! /no/such -x\n", "rwxr-xr-x");

        assertThat(failure(Launches.of(file.toString())))
                .isEqualTo("can't run command '" + file + "': the interpreter '/no/such' of '" + file
                        + "' does not exist");
    }

    @Test
    void aScriptWhoseInterpreterMayNotBeExecuted() throws IOException {
        Path file = file("tool", "#!/etc/passwd\n", "rwxr-xr-x");

        assertThat(failure(Launches.of(file.toString())))
                .isEqualTo("can't run command '" + file + "': the interpreter '/etc/passwd' of '" + file
                        + "' may not be executed");
    }

    @Test
    void aScriptWithLineEndsOfWindows() throws IOException {
        Path file = file("tool", "#!/bin/sh\r\necho hello\r\n", "rwxr-xr-x");

        assertThat(failure(Launches.of(file.toString())))
                .isEqualTo("can't run command '" + file + "': the #! line of '" + file
                        + "' ends as in Windows (CR LF); convert the file with dos2unix");
    }

    @Test
    void aProgramWhoseLoaderIsMissing() throws IOException {
        byte[] program = Files.readAllBytes(Path.of("/bin/true"));
        String text = new String(program, StandardCharsets.ISO_8859_1);
        assumeThat(text).contains("/lib64/ld-linux-x86-64.so.2");
        String other = text.replace("/lib64/ld-linux-x86-64.so.2", "/lib64/ld-missing--64.so.2");
        Path file = directory.resolve("tool");
        Files.write(file, other.getBytes(StandardCharsets.ISO_8859_1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(failure(Launches.of(file.toString())))
                .isEqualTo("can't run command '" + file + "': the interpreter '/lib64/ld-missing--64.so.2' of '" + file
                        + "' does not exist");
    }

    @Test
    void aProgramForAnotherMachine() throws IOException {
        Path file = file("tool", "\177ELF\1\2garbage", "rwxr-xr-x");

        assertThat(failure(Launches.of(file.toString())))
                .isEqualTo("can't run command '" + file + "': '" + file
                        + "' is a program for another kind of machine, or damaged");
    }

    @Test
    void aWorkingDirectoryThatDoesNotExist() {
        assertThat(failure(Launches.of("true").in(Path.of("/no/such"))))
                .isEqualTo("workingdir '/no/such' does not exist");
    }

    @Test
    void aWorkingDirectoryThatIsNone() {
        assertThat(failure(Launches.of("true").in(Path.of("/etc/passwd"))))
                .isEqualTo("workingdir '/etc/passwd' is not a directory");
    }

    @Test
    void aWorkingDirectoryThatIsClosedToTheUser() throws IOException {
        assumeRoot();
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        open(directory);

        assertThat(failure(Launches.of("true").user("nobody").in(closed)))
                .isEqualTo("workingdir '" + closed + "' is closed to user 'nobody': permission denied");
    }

    @Test
    void anUnknownUser() {
        assertThat(failure(Launches.of("true").user("nosuchuser"))).isEqualTo("there is no user 'nosuchuser'");
    }

    @Test
    void aLogInADirectoryThatCannotBeMade() {
        Path log = Path.of("/proc/no/such.log");

        assertThat(failure(Launches.of("true").to(log, log)))
                .isEqualTo(
                        "cannot write stdout '" + log + "': there is no directory '/proc/no', and it cannot be made");
    }

    @Test
    void aLogThatIsADirectory() {
        assertThat(failure(Launches.of("true").to(Path.of("/dev/null"), directory)))
                .isEqualTo("cannot write stderr '" + directory + "': is a directory");
    }

    @Test
    void aLogBelowAFile() {
        assertThat(failure(Launches.of("true").to(Path.of("/etc/passwd/log"), directory)))
                .isEqualTo("cannot write stdout '/etc/passwd/log': '/etc/passwd' is not a directory");
    }

    @Test
    void aLogThatIsALinkToNowhere() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/no/such/log"));

        assertThat(failure(Launches.of("true").to(link, link)))
                .isEqualTo("cannot write stdout '" + link + "': it is a symbolic link that leads nowhere");
    }

    @Test
    void aLogThatIsAFifoNobodyReads() {
        Path fifo = directory.resolve("fifo");
        run(Launches.of("mkfifo", fifo.toString()));

        assertThat(failure(Launches.of("true").to(fifo, fifo)))
                .isEqualTo("cannot write stdout '" + fifo + "': it is a FIFO or a socket that no process reads");
    }

    @Test
    void argumentsThatAreTooLong() {
        assertThat(failure(Launches.of("true", "x".repeat(300_000))))
                .isEqualTo("can't run command 'true': its arguments and environment are too long");
    }

    @Test
    void anArgumentWithAZeroByte() {
        assertThat(failure(Launches.of("true", "a\0b"))).isEqualTo("'a\\0b' contains a zero byte");
    }

    private Path file(String name, String content, String permissions) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void assumeRoot() {
        assumeThat(UserDatabase.currentUid()).isZero();
    }
}
