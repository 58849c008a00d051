package org.taskmaster.config;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.taskmaster.config.ExpandedTexts.PathTemplate;
import org.taskmaster.config.Node.Broken;
import org.taskmaster.config.Node.Entry;
import org.taskmaster.config.Node.Mapping;
import org.taskmaster.config.Node.Scalar;
import org.taskmaster.model.Role;
import org.taskmaster.model.ServerConfig;
import org.taskmaster.model.ServerConfig.Auth;
import org.taskmaster.model.ServerConfig.HttpUser;
import org.taskmaster.model.Shown;
import org.taskmaster.passwords.PasswordHash;

/// Reads what the `taskmaster:` section says about the server: where it listens, and who may come.
final class ServerReader {

    /// The default, in the state directory.
    static final String SOCKET = "taskmaster.sock";

    /// What `sun_path` of `struct sockaddr_un` takes, without the zero at its end (unix(7)).
    private static final int LONGEST_SOCKET = 107;

    private static final int PRIVATE = 0700;
    private static final int FOR_ALL_WHO_ARE_NAMED = 0666;
    private static final String GROUP = "@";
    private static final String MAKE_A_HASH = "write the hash that `taskmasterctl hash-password` prints";

    private final MachineInfo machine;
    private final Merging merging;

    ServerReader(MachineInfo machine, Merging merging) {
        this.machine = machine;
        this.merging = merging;
    }

    /// @param configured the path of the socket, as it is written
    /// @param shown how paths are shown
    ServerConfig read(Settings settings, Optional<PathTemplate> configured, Path statedir, Shown shown) {
        Path socket = socket(settings, configured, statedir, shown);
        Set<String> viewers = people(settings, Keys.VIEWERS);
        Set<String> operators = people(settings, Keys.OPERATORS);
        boolean named = !viewers.isEmpty() || !operators.isEmpty();
        int mode = settings.mode(Keys.SOCKET_MODE).orElse(named ? FOR_ALL_WHO_ARE_NAMED : PRIVATE);
        Optional<InetSocketAddress> listen = listen(settings);
        Auth auth = settings.word(Keys.AUTH, Auth.values(), "a way to recognise people")
                .orElse(Auth.PASSWORD);
        List<HttpUser> users = users(settings);
        listen.ifPresent(address -> checkAuth(settings, address, auth));
        Set<String> hosts = hosts(settings);
        return new ServerConfig(socket, mode, viewers, operators, listen, auth, users, hosts);
    }

    static Path socket(Settings settings, Optional<PathTemplate> configured, Path statedir, Shown shown) {
        Path socket = configured.isEmpty()
                ? statedir.resolve(SOCKET)
                : configured.get().pathFor(0);
        if (bytes(socket) > LONGEST_SOCKET) {
            KeySpec culprit = settings.has(Keys.SOCKET) ? Keys.SOCKET : Keys.STATEDIR;
            settings.refuse(
                    Keys.SOCKET,
                    settings.node(culprit).map(Node::place).orElse(Position.WHOLE_FILE),
                    "the path of the socket, "
                            + Report.quoted(shown.of(socket.toString())) + ", is " + bytes(socket)
                            + " bytes long, and the system takes " + LONGEST_SOCKET,
                    "write a shorter one, as `socket: /run/taskmaster.sock`");
        }
        return socket;
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private Set<String> people(Settings settings, KeySpec key) {
        Set<String> people = new LinkedHashSet<>();
        for (Scalar scalar : settings.texts(key)) {
            String name = scalar.text();
            boolean group = name.startsWith(GROUP);
            boolean known = group
                    ? machine.hasGroup(name.substring(GROUP.length()))
                    : machine.uid(name).isPresent();
            if (known) {
                people.add(name);
            } else {
                settings.refuse(
                        key,
                        scalar,
                        "there is no " + (group ? "group " : "user ")
                                + Report.quoted(group ? name.substring(GROUP.length()) : name) + " on this machine",
                        "write a name that `getent " + (group ? "group" : "passwd") + "` knows");
            }
        }
        if (!people.isEmpty() && !settings.has(Keys.SOCKET)) {
            settings.refuse(
                    key,
                    settings.node(key).orElseThrow(),
                    "no other user can reach the socket in the state directory, which only its owner can enter",
                    "name a socket elsewhere, as `socket: /run/taskmaster.sock`");
        }
        return people;
    }

    private static Optional<InetSocketAddress> listen(Settings settings) {
        Optional<Scalar> scalar = settings.scalar(Keys.LISTEN);
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        return switch (ListenAddress.read(scalar.get().text().strip())) {
            case ListenAddress.Read(InetSocketAddress address) -> Optional.of(address);
            case ListenAddress.Unreadable(String what, String remedy) -> {
                settings.refuse(Keys.LISTEN, scalar.get(), what, remedy);
                yield Optional.empty();
            }
        };
    }

    private static void checkAuth(Settings settings, InetSocketAddress address, Auth auth) {
        switch (auth) {
            case PASSWORD -> {
                if (!settings.has(Keys.USERS)) {
                    settings.refuse(
                            Keys.LISTEN,
                            settings.node(Keys.LISTEN).orElseThrow(),
                            "no client could prove who it is, as there are no `users:`",
                            "add `users: {NAME: {password: …, role: operator}}` with the hash that `taskmasterctl"
                                    + " hash-password` prints; or, for a loopback address, `auth: none`");
                }
            }
            case NONE -> {
                if (!address.getAddress().isLoopbackAddress()) {
                    settings.refuse(
                            Keys.AUTH,
                            settings.node(Keys.AUTH).orElseThrow(),
                            "any client that reaches this address could do everything",
                            "listen at 127.0.0.1, or remove `auth: none` and name `users:`");
                }
            }
        }
    }

    private List<HttpUser> users(Settings settings) {
        List<HttpUser> users = new ArrayList<>();
        Optional<Node> node = settings.node(Keys.USERS);
        if (node.isEmpty()) {
            return users;
        }
        if (!(node.get() instanceof Mapping mapping)) {
            settings.refuse(
                    Keys.USERS,
                    node.get(),
                    "here should be names",
                    "write `NAME: {password: …, role: viewer}` lines under `users:`");
            return users;
        }
        for (Entry entry :
                merging.fieldsOf(mapping, settings.pathOf(Keys.USERS)).values()) {
            user(settings, entry).ifPresent(users::add);
        }
        if (mapping.entries().isEmpty()) {
            settings.refuse(
                    Keys.USERS,
                    mapping,
                    "it names no user",
                    "write `NAME: {password: …, role: viewer}` lines under it");
        }
        return users;
    }

    private Optional<HttpUser> user(Settings settings, Entry entry) {
        String name = entry.key().text();
        if (name.isBlank() || name.indexOf(':') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            settings.refuse(
                    Keys.USERS,
                    entry.key(),
                    Report.quoted(name) + " cannot be the name of a user",
                    "write a name without a colon");
        }
        String path = settings.pathOf(Keys.USERS) + "." + name;
        if (!(entry.value() instanceof Mapping mapping)) {
            if (!(entry.value() instanceof Broken)) {
                settings.refuse(
                        Keys.USERS,
                        entry.key(),
                        Report.named(name) + " needs a password and a role",
                        "write `" + name + ": {password: …, role: viewer}`");
            }
            return Optional.empty();
        }
        Settings own = settings.below(path, merging.fieldsOf(mapping, path));
        own.refuseOthers(Keys.OF_ACCOUNT, Keys.OF_SUPERVISOR, "it belongs under `taskmaster:` itself");
        Optional<String> hash = hash(own, entry.key());
        Optional<Role> role = own.word(Keys.ROLE, Role.values(), "a role");
        if (!own.has(Keys.ROLE)) {
            own.refuse(
                    Keys.ROLE, entry.key(), "it is missing", "write `role: viewer` (looks) or `role: operator` (acts)");
        }
        return hash.isEmpty() || role.isEmpty()
                ? Optional.empty()
                : Optional.of(new HttpUser(name, hash.get(), role.get()));
    }

    /// Passwords are never quoted.
    private static Optional<String> hash(Settings own, Scalar name) {
        if (!own.has(Keys.PASSWORD)) {
            own.refuse(Keys.PASSWORD, name, "it is missing", MAKE_A_HASH);
            return Optional.empty();
        }
        Optional<Scalar> scalar = own.scalar(Keys.PASSWORD);
        if (scalar.isEmpty() || PasswordHash.parse(scalar.get().text()).isPresent()) {
            return scalar.map(Scalar::text);
        }
        boolean looksHashed =
                scalar.get().text().startsWith("$") || scalar.get().text().startsWith("{");
        own.refuse(
                Keys.PASSWORD,
                scalar.get(),
                looksHashed
                        ? "this is not a hash that can be checked here"
                        : "a password is not written down as it is: anyone who can read the file would have it",
                MAKE_A_HASH);
        return Optional.empty();
    }

    private static Set<String> hosts(Settings settings) {
        Set<String> hosts = new LinkedHashSet<>();
        for (Scalar scalar : settings.texts(Keys.HOSTS)) {
            if (scalar.text().matches("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?")) {
                hosts.add(scalar.text());
            } else {
                settings.refuse(
                        Keys.HOSTS,
                        scalar,
                        Report.quoted(scalar.text()) + " is not the name of a host",
                        "write it without a scheme, a port or a path, as `sup.example.org`");
            }
        }
        return hosts;
    }
}
