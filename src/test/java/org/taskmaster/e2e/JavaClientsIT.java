package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import de.timroes.axmlrpc.XMLRPCClient;
import de.timroes.axmlrpc.XMLRPCServerException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.client.XmlRpcClient;
import org.apache.xmlrpc.client.XmlRpcClientConfigImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.passwords.PasswordHash;

/// The libraries with which Java talks XML-RPC, with their defaults and a password, get from us what they get from
/// supervisord.
final class JavaClientsIT {

    private static final String USER = "admin";
    private static final String PASSWORD = "correct horse";

    /// What each is asked to call: to look, to act, and to be refused.
    private static final List<Call> CALLS = List.of(
            Call.of("supervisor.getAPIVersion"),
            Call.of("supervisor.getSupervisorVersion"),
            Call.of("supervisor.getState"),
            Call.of("supervisor.getPID"),
            Call.of("system.listMethods"),
            Call.of("supervisor.getAllProcessInfo"),
            Call.of("supervisor.getProcessInfo", "web"),
            Call.of("supervisor.startProcess", "many:1", true),
            Call.of("supervisor.startProcess", "many:1"),
            Call.of("supervisor.getProcessInfo", "many:1"),
            Call.of("supervisor.stopProcess", "many:1"),
            Call.of("supervisor.stopProcess", "many:1"),
            Call.of("supervisor.stopProcessGroup", "many"),
            Call.of("supervisor.readProcessStdoutLog", "web", 0, 0),
            Call.of("supervisor.tailProcessStdoutLog", "web", 0, 100),
            // refused
            Call.of("supervisor.getProcessInfo", "nope"),
            Call.of("supervisor.startProcess", "noexec"),
            Call.of("supervisor.signalProcess", "web", "NOPE"),
            Call.of("supervisor.nope"),
            // wrong arguments
            Call.of("supervisor.getProcessInfo"),
            Call.of("supervisor.getState", "more"),
            Call.of("supervisor.readProcessStdoutLog", "web", -1, 5));

    private record Call(String method, List<Object> arguments) {

        static Call of(String method, Object... arguments) {
            return new Call(method, List.of(arguments));
        }
    }

    /// What makes a call; throws a [Fault] when it is refused.
    private interface Client {
        Object call(String method, Object[] arguments) throws Exception;
    }

    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        Fault(int code, Throwable cause) {
            super("fault " + code + " " + cause.getMessage(), cause);
        }
    }

    @TempDir
    static Path directory;

    private static Sides sides;

    @BeforeAll
    static void startBoth() {
        sides = Sides.start(
                directory,
                "username=" + USER + "\npassword=" + PASSWORD + "\n",
                "    users: {" + USER + ": {password: \""
                        + PasswordHash.of(PASSWORD.toCharArray()).text() + "\", role: operator}}\n");
    }

    @AfterAll
    static void endBoth() throws InterruptedException {
        sides.end();
    }

    @Test
    void apachesXmlRpc() {
        sides.areAnsweredAlike(side -> answers(side, apaches(url(side))));
    }

    @Test
    void aXmlRpc() {
        sides.areAnsweredAlike(side -> answers(side, aXmlRpcs(url(side))));
    }

    private static Client apaches(URL url) {
        XmlRpcClientConfigImpl config = new XmlRpcClientConfigImpl();
        config.setServerURL(url);
        config.setBasicUserName(USER);
        config.setBasicPassword(PASSWORD);
        XmlRpcClient client = new XmlRpcClient();
        client.setConfig(config);
        return (method, arguments) -> {
            try {
                return client.execute(method, arguments);
            } catch (XmlRpcException e) {
                throw new Fault(e.code, e);
            }
        };
    }

    private static Client aXmlRpcs(URL url) {
        XMLRPCClient client = new XMLRPCClient(url);
        client.setLoginData(USER, PASSWORD);
        return (method, arguments) -> {
            try {
                return client.call(method, arguments);
            } catch (XMLRPCServerException e) {
                throw new Fault(e.getErrorNr(), e);
            }
        };
    }

    private static String answers(Side side, Client client) {
        StringBuilder answers = new StringBuilder();
        for (Call call : CALLS) {
            answers.append(call.method()).append(call.arguments()).append('\n');
            try {
                answers.append(shown(client.call(call.method(), call.arguments().toArray())));
            } catch (Fault fault) {
                answers.append(fault.getMessage());
            } catch (Exception e) {
                throw new AssertionError(call + " to " + side, e);
            }
            answers.append('\n');
        }
        assertThat(answers).contains("\"name\":\"web\"", "fault 10 BAD_NAME", "fault 2 INCORRECT_PARAMETERS");
        return answers.toString();
    }

    private static URL url(Side side) {
        try {
            return URI.create("http://127.0.0.1:" + side.port() + "/RPC2").toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /// An answer with its types, the members of a struct in the order of their names.
    private static String shown(Object answer) {
        return switch (answer) {
            case Map<?, ?> struct -> {
                Map<String, String> members = new TreeMap<>();
                struct.forEach((name, value) -> members.put(name.toString(), shown(value)));
                yield members.entrySet().stream()
                        .map(member -> "\"" + member.getKey() + "\":" + member.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
            }
            case Object[] array ->
                Arrays.stream(array).map(JavaClientsIT::shown).collect(Collectors.joining(",\n", "[", "]"));
            case String text -> "\"" + text + "\"";
            default -> answer.getClass().getSimpleName().replace("Integer", "") + answer;
        };
    }
}
