package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.model.DetachKeys;
import org.taskmaster.model.Role;
import org.taskmaster.model.ServerConfig;
import org.taskmaster.model.ServerConfig.Auth;
import org.taskmaster.model.ServerConfig.HttpUser;
import org.taskmaster.model.SupervisorConfig;

/// What `taskmaster:` says about the server.
class ServerSettingsTest {

    private static final String HASH =
            "$pbkdf2-sha512$i=210000$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String ADMIN = "users: {admin: {password: " + HASH + ", role: operator}}";

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    @Test
    void byDefaultThereIsAPrivateSocketAndNothingElse() {
        SupervisorConfig supervisor =
                file.loaded("taskmaster: {statedir: /srv/state}\nprograms:\n").supervisor();

        assertThat(supervisor.server()).isEqualTo(ServerConfig.privateSocket(Path.of("/srv/state/taskmaster.sock")));
        assertThat(supervisor.pidfile()).isEqualTo(Path.of("/srv/state/taskmaster.pid"));
        assertThat(supervisor.identifier()).isEqualTo("supervisor");
        assertThat(supervisor.detachKeys()).isEqualTo(DetachKeys.USUAL);
    }

    @Test
    void everySettingIsRead() {
        SupervisorConfig supervisor = file.loaded("""
                        taskmaster:
                          socket: run/%%.sock
                          socket_mode: 0660
                          viewers: [bob, "@users"]
                          operators: alice
                          listen: "[::1]:9001"
                          users:
                            admin: {password: HASH, role: operator}
                            monitor: {password: HASH, role: viewer}
                          hosts: [sup.example.org]
                          pidfile: run/pid
                          identifier: "%(ENV_HOME)s"
                          detach_keys: ctrl-p ctrl-q
                        programs:
                        """.replace("HASH", HASH)).supervisor();
        ServerConfig server = supervisor.server();

        assertThat(server.socket()).isEqualTo(directory.resolve("run/%.sock"));
        assertThat(server.socketMode()).isEqualTo(0660);
        assertThat(server.viewers()).containsExactlyInAnyOrder("bob", "@users");
        assertThat(server.operators()).containsExactly("alice");
        assertThat(server.listen()).hasValueSatisfying(address -> {
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
            assertThat(address.getPort()).isEqualTo(9001);
        });
        assertThat(server.auth()).isEqualTo(Auth.PASSWORD);
        assertThat(server.users())
                .containsExactly(
                        new HttpUser("admin", HASH, Role.OPERATOR), new HttpUser("monitor", HASH, Role.VIEWER));
        assertThat(server.hosts()).containsExactly("sup.example.org");
        assertThat(supervisor.pidfile()).isEqualTo(directory.resolve("run/pid"));
        assertThat(supervisor.identifier()).isEqualTo("/home/alice");
        assertThat(supervisor.detachKeys()).hasToString("ctrl-p ctrl-q");
    }

    @Test
    void aSocketForOthersIsOpenToAllAsTheyAreAskedWhoTheyAre() {
        assertThat(server("socket: /run/s", "viewers: [bob]").socketMode()).isEqualTo(0666);
        assertThat(server("socket: /run/s").socketMode()).isEqualTo(0700);
    }

    @Test
    void addressesAreReadAsTheyAreWrittenAnywhere() {
        assertThat(server("listen: 127.0.0.1:9001", ADMIN).listen().orElseThrow())
                .hasToString("/127.0.0.1:9001");
        assertThat(server("listen: localhost:1", ADMIN).listen().orElseThrow()).hasToString("/127.0.0.1:1");
        assertThat(server("listen: \"*:65535\"", ADMIN)
                        .listen()
                        .orElseThrow()
                        .getAddress()
                        .isAnyLocalAddress())
                .isTrue();
        assertThat(server("listen: 10.1.2.3:9001", ADMIN).listen().orElseThrow())
                .hasToString("/10.1.2.3:9001");
        assertThat(server("listen: 127.0.0.1:9001", "auth: none").auth()).isEqualTo(Auth.NONE);
    }

    @Test
    void addressesThatAreNotClearAreRefused() {
        assertThat(problem("listen: \":9001\"", ADMIN))
                .isEqualTo("2:11: taskmaster.listen: \":9001\" does not say for whom; write 127.0.0.1:9001 for this"
                        + " machine only, or *:9001 for all its addresses");
        assertThat(problem("listen: 9001", ADMIN)).contains("does not say for whom");
        assertThat(problem("listen: 127.0.0.1", ADMIN)).contains("does not end with a port from 1 to 65535");
        assertThat(problem("listen: 127.0.0.1:0", ADMIN)).contains("does not end with a port from 1 to 65535");
        assertThat(problem("listen: 127.0.0.1:65536", ADMIN)).contains("does not end with a port from 1 to 65535");
        assertThat(problem("listen: \"::1:9001\"", ADMIN)).contains("write [::1]:9001");
        assertThat(problem("listen: example.org:9001", ADMIN))
                .contains("\"example.org\" is not an address; write an address instead of a name");
    }

    @Test
    void tcpNeedsPeopleWhoCanProveWhoTheyAre() {
        assertThat(problem("listen: 127.0.0.1:9001"))
                .isEqualTo("2:11: taskmaster.listen: no client could prove who it is, as there are no `users:`; add"
                        + " `users: {NAME: {password: …, role: operator}}` with the hash that `taskmasterctl"
                        + " hash-password` prints; or, for a loopback address, `auth: none`");
        assertThat(problem("listen: \"*:9001\"", "auth: none"))
                .isEqualTo("3:9: taskmaster.auth: any client that reaches this address could do everything; listen at"
                        + " 127.0.0.1, or remove `auth: none` and name `users:`");
        assertThat(problem("auth: pasword")).contains("did you mean `password`?");
    }

    @Test
    void passwordsAreRefusedInClearAndNeverRepeated() {
        String clear = problem("users: {admin: {password: hunter2, role: viewer}}");

        assertThat(clear)
                .isEqualTo(
                        "2:29: taskmaster.users.admin.password: a password is not written down as it is: anyone"
                                + " who can read the file would have it; write the hash that `taskmasterctl hash-password` prints");
        assertThat(problem("users: {admin: {password: $2y$10$abcdefghij, role: viewer}}"))
                .contains("this is not a hash that can be checked here")
                .doesNotContain("abcdefghij");
        assertThat(problem("users: {admin: {password: \"{SHA}abcdefghij\", role: viewer}}"))
                .contains("this is not a hash that can be checked here")
                .doesNotContain("abcdefghij");
    }

    @Test
    void everythingThatIsWrongWithUsersIsToldAtOnce() {
        List<String> problems = file.problems("""
                taskmaster:
                  users:
                    a: {password: HASH}
                    b: {role: viewer}
                    c: {password: HASH, role: oprator, rle: x}
                    d: yes
                    "e:f": {password: HASH, role: viewer}
                programs:
                """.replace("HASH", HASH));

        assertThat(problems)
                .anyMatch(line -> line.startsWith("3:5: taskmaster.users.a.role: it is missing"))
                .anyMatch(line -> line.startsWith("4:5: taskmaster.users.b.password: it is missing"))
                .anyMatch(line -> line.contains(
                        "taskmaster.users.c.role: cannot read \"oprator\" as a role; did you" + " mean `operator`?"))
                .anyMatch(line -> line.contains("taskmaster.users.c: there is no setting `rle`; did you mean `role`?"))
                .anyMatch(line -> line.startsWith("6:5: taskmaster.users: `d` needs a password and a role"))
                .anyMatch(line -> line.startsWith("7:5: taskmaster.users: \"e:f\" cannot be the name of a user"))
                .hasSize(6);
        assertThat(problem("users: [admin]")).contains("here should be names");
        assertThat(problem("users: {}")).contains("it names no user");
    }

    @Test
    void thoseWhoAreNamedExistAndCanReachTheSocket() {
        assertThat(problem("socket: /run/s", "viewers: [carol]"))
                .isEqualTo("3:13: taskmaster.viewers: there is no user \"carol\" on this machine; write a name that"
                        + " `getent passwd` knows");
        assertThat(problem("socket: /run/s", "operators: [\"@whel\"]"))
                .contains("there is no group \"whel\" on this machine; write a name that `getent group` knows");
        assertThat(problem("operators: [bob]"))
                .isEqualTo(
                        "2:14: taskmaster.operators: no other user can reach the socket in the state directory,"
                                + " which only its owner can enter; name a socket elsewhere, as `socket: /run/taskmaster.sock`");
    }

    @Test
    void aSocketNeedsAPathThatTheSystemTakes() {
        assertThat(server("socket: /" + "x".repeat(106)).socket().toString()).hasSize(107);
        assertThat(problem("socket: /" + "x".repeat(107)))
                .startsWith("2:11: taskmaster.socket: the path of the socket, \"/xxx")
                .endsWith(" is 108 bytes long, and the system takes 107; write a shorter one, as `socket:"
                        + " /run/taskmaster.sock`");
        assertThat(problem("statedir: /" + "x".repeat(100))).startsWith("2:13: taskmaster.socket: ");
        assertThat(problem("socket_mode: 888")).contains("cannot read \"888\" as an octal number");
    }

    @Test
    void hostsAreNames() {
        assertThat(problem("hosts: [\"http://sup.example.org\"]"))
                .contains("\"http://sup.example.org\" is not the name of a host; write it without a scheme");
    }

    @Test
    void whatSupervisordCallsThemIsUnderstood() {
        assertThat(problem("chmod: 700")).contains("it is called `socket_mode` here");
        assertThat(problem("inet_http_server: 127.0.0.1:9001")).contains("it is called `listen` here");
    }

    private ServerConfig server(String... lines) {
        return file.loaded(section(lines)).supervisor().server();
    }

    private String problem(String... lines) {
        List<String> problems = file.problems(section(lines));
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private static String section(String... lines) {
        return "taskmaster:\n  " + String.join("\n  ", lines) + "\nprograms:\n";
    }
}
