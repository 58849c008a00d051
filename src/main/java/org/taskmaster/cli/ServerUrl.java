package org.taskmaster.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.taskmaster.client.Endpoint;
import org.taskmaster.client.Endpoint.Credentials;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.model.Reason;

/// Reads the address of a supervisor, and finds out how we prove who we are there.
final class ServerUrl {

    private static final String FORMS = "write unix:///PATH or http://HOST:PORT";
    private static final String PASSWORD = "TASKMASTER_PASSWORD";

    private final CtlOptions options;
    private final Surroundings surroundings;

    ServerUrl(CtlOptions options, Surroundings surroundings) {
        this.options = options;
        this.surroundings = surroundings;
    }

    /// @throws Refused when it is no address
    Endpoint endpoint(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw wrong(text, e.getReason());
        }
        return switch (String.valueOf(uri.getScheme())) {
            case "unix" -> unix(text, uri);
            case "http" -> http(text, uri);
            case "https" -> throw wrong(text, "the supervisor does not encrypt; use ssh, or a proxy on this machine");
            default -> throw wrong(text, FORMS);
        };
    }

    private static Endpoint unix(String text, URI uri) {
        String path = uri.getPath();
        if (path == null || !path.startsWith("/") || uri.getHost() != null) {
            throw wrong(text, "the path has to be absolute: unix:///run/taskmaster.sock");
        }
        return new Endpoint.Unix(Whereabouts.path(path));
    }

    private Endpoint http(String text, URI uri) {
        String host = uri.getHost();
        if (host == null || uri.getPort() < 0 || !isRoot(uri.getPath()) || uri.getQuery() != null) {
            throw wrong(text, FORMS);
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Endpoint.Tcp(bare, uri.getPort(), credentials(text, uri.getUserInfo()));
    }

    private static boolean isRoot(@Nullable String path) {
        return path == null || path.isEmpty() || path.equals("/") || path.equals("/RPC2");
    }

    private Optional<Credentials> credentials(String text, @Nullable String inUrl) {
        if (inUrl != null && inUrl.contains(":")) {
            throw new Refused(
                    ExitCode.USAGE,
                    "everybody on this machine could read a password on the command line; put it into the variable "
                            + PASSWORD + " or into a file for --password-file");
        }
        Optional<String> user = options.user().or(() -> Optional.ofNullable(inUrl));
        return user.map(name -> new Credentials(name, password(name, text)));
    }

    private String password(String user, String url) {
        if (options.passwordFile().isPresent()) {
            return firstLine(options.passwordFile().get());
        }
        if (!surroundings.variable(PASSWORD).isEmpty()) {
            return surroundings.variable(PASSWORD);
        }
        Console console = surroundings.inputIsTerminal() ? System.console() : null;
        Optional<char[]> typed = console == null
                ? Optional.empty()
                : HiddenInput.typed(console, "password of " + user + " at " + url + ": ");
        return typed.map(String::new)
                .orElseThrow(() -> new Refused(
                        ExitCode.USAGE,
                        "there is no password for " + user + ": put it into the variable " + PASSWORD
                                + " or into a file for --password-file"));
    }

    private static String firstLine(String file) {
        try (BufferedReader lines = Files.newBufferedReader(Whereabouts.path(file))) {
            String line = lines.readLine();
            if (line == null || line.isEmpty()) {
                throw new Refused(ExitCode.USAGE, "the password file " + file + " has no first line");
            }
            return line;
        } catch (IOException e) {
            throw new Refused(ExitCode.USAGE, "cannot read the password file " + file + ": " + Reason.of(e));
        }
    }

    private static Refused wrong(String text, String why) {
        return new Refused(ExitCode.USAGE, "cannot use " + text + " as the address of a supervisor: " + why);
    }
}
