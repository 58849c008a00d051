package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Waiting;

/// Other people's clients of supervisord, as they are, get from us what they get from supervisord. One that is not
/// installed is left out, but not where all have to run.
final class OtherClientsIT {

    private static final Path CLIENTS = Path.of("src/test/resources/compat/clients");
    private static final Path NPM = Path.of("target/npm/node_modules");

    /// What each library is asked to call: to look, to act, and to be refused.
    private static final List<String> CALLS = List.of(
            "[\"supervisor.getAPIVersion\"]",
            "[\"supervisor.getSupervisorVersion\"]",
            "[\"supervisor.getIdentification\"]",
            "[\"supervisor.getState\"]",
            "[\"supervisor.getPID\"]",
            "[\"supervisor.getAllProcessInfo\"]",
            "[\"supervisor.getProcessInfo\", \"web\"]",
            "[\"supervisor.getProcessInfo\", \"nope\"]",
            "[\"supervisor.startProcess\", \"many:0\"]",
            "[\"supervisor.startProcess\", \"many:0\"]",
            "[\"supervisor.getProcessInfo\", \"many:0\"]",
            "[\"supervisor.stopProcess\", \"many:0\"]",
            "[\"supervisor.stopProcess\", \"many:0\"]",
            "[\"supervisor.startProcess\", \"noexec\"]",
            "[\"supervisor.signalProcess\", \"told\", \"CONT\"]",
            "[\"supervisor.sendProcessStdin\", \"cat\", \"two\\n\"]",
            "[\"supervisor.readProcessStdoutLog\", \"web\", 0, 0]",
            "[\"supervisor.readProcessStderrLog\", \"web\", 0, 0]",
            "[\"supervisor.tailProcessStdoutLog\", \"web\", 0, 100]",
            "[\"supervisor.reloadConfig\"]");

    @TempDir
    static Path directory;

    private static Sides sides;

    @BeforeAll
    static void startBoth() {
        sides = Sides.start(directory, "", "    auth: none\n");
    }

    @AfterAll
    static void endBoth() throws InterruptedException {
        sides.end();
    }

    @Test
    void rubysXmlRpc() {
        sides.areAnsweredAlike(side ->
                calls(side, Map.of(), "ruby", CLIENTS.resolve("calls.rb").toString()));
    }

    @Test
    void perlsXmlRpcLite() {
        sides.areAnsweredAlike(side ->
                calls(side, Map.of(), "perl", CLIENTS.resolve("calls_lite.pl").toString()));
    }

    @Test
    void perlsRpcXml() {
        sides.areAnsweredAlike(side ->
                calls(side, Map.of(), "perl", CLIENTS.resolve("calls_rpc.pl").toString()));
    }

    @Test
    void npmsSupervisord() {
        sides.areAnsweredAlike(side -> npm(side, "supervisord"));
    }

    @Test
    void npmsNodeSupervisord() {
        sides.areAnsweredAlike(side -> npm(side, "node-supervisord"));
    }

    @Test
    void testinfra() {
        sides.areAnsweredAlike(side -> run(
                Map.of(),
                "",
                Twin.PYTHON,
                CLIENTS.resolve("infra.py").toString(),
                side.ctlConfiguration().toString()));
    }

    /// The module itself, which Ansible runs with its arguments.
    @Test
    void ansiblesSupervisorctl() {
        sides.areAnsweredAlike(side -> {
            StringBuilder told = new StringBuilder();
            for (String arguments : List.of(
                    "\"name\": \"web\", \"state\": \"started\"",
                    "\"name\": \"many:\", \"state\": \"started\"",
                    "\"name\": \"many:1\", \"state\": \"restarted\"",
                    "\"name\": \"many:\", \"state\": \"stopped\"",
                    "\"name\": \"many:1\", \"state\": \"stopped\"",
                    "\"name\": \"told\", \"state\": \"signalled\", \"signal\": \"CONT\"",
                    "\"name\": \"web\", \"state\": \"present\"",
                    "\"name\": \"nope\", \"state\": \"started\"",
                    "\"name\": \"nope\", \"state\": \"absent\"")) {
                told.append(ansible(side.twin().socket(), arguments));
            }
            return told.toString();
        });
    }

    @Test
    void nodeExportersCollector() {
        sides.areAnsweredAlike(side -> {
            int port = Side.freePort();
            Process exporter = started(
                    Map.of(),
                    "prometheus-node-exporter",
                    "--collector.disable-defaults",
                    "--collector.supervisord",
                    "--collector.supervisord.url=http://127.0.0.1:" + side.port() + "/RPC2",
                    "--web.listen-address=127.0.0.1:" + port);
            try {
                Waiting.until("the exporter listens", () -> Side.isOpen(port));
                return metrics(port);
            } finally {
                exporter.destroyForcibly();
            }
        });
    }

    /// What Ansible's module answers.
    ///
    /// @param socket of the supervisor
    /// @param arguments as in JSON, without the braces
    static String ansible(Path socket, String arguments) {
        return run(
                Map.of(),
                "{\"ANSIBLE_MODULE_ARGS\": {" + arguments + ", \"server_url\": \"unix://" + socket + "\"}}",
                Twin.PYTHON,
                "-m",
                "ansible_collections.community.general.plugins.modules.supervisorctl");
    }

    private static String npm(Side side, String client) {
        if (!Files.isDirectory(NPM.resolve(client))) {
            assumeTrue("true".equals(System.getenv("CI")), client + " is not in " + NPM);
        }
        return calls(
                side,
                Map.of("NODE_PATH", NPM.toAbsolutePath().toString()),
                "node",
                CLIENTS.resolve("calls.js").toString(),
                client);
    }

    private static String calls(Side side, Map<String, String> environment, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.add(Integer.toString(side.port()));
        String answers = run(environment, String.join("\n", CALLS) + "\n", words.toArray(String[]::new));
        assertThat(answers.lines()).hasSameSizeAs(CALLS);
        return answers;
    }

    private static String metrics(int port) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String all = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            try (Stream<String> lines = all.lines()) {
                return String.join(
                        "\n",
                        lines.filter(line -> line.contains("supervisord"))
                                .map(line -> line.contains("start_time") || line.contains("duration_seconds")
                                        ? line.replaceAll(" [0-9][0-9.e+-]*$", " TIME")
                                        : line)
                                .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String run(Map<String, String> environment, String input, String... command) {
        try {
            Process process = started(environment, command);
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            assumeInstalled(command[0], output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Process started(Map<String, String> environment, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            builder.environment().put("LC_ALL", "C.UTF-8");
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(Tools.missing(command[0], e));
        }
    }

    /// An interpreter that is there, without the library.
    private static void assumeInstalled(String interpreter, String output) {
        for (String word : List.of("No module named", "Can't locate", "cannot load such file", "Cannot find module")) {
            if (output.contains(word)) {
                Tools.missing("a library of " + interpreter, new IOException(output));
            }
        }
    }
}
