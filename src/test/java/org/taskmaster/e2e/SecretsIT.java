package org.taskmaster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.passwords.PasswordHash;

/// Values of variables, the supervisor's and those of programs, are nowhere where somebody who may only look
/// could find them.
final class SecretsIT {

    private static final String SECRET = "s3cr3tmark";

    private static final String PROGRAMS = """
            ok: {cmd: "sh -c 'exec sleep 1000' %(ENV_SECRET)s", starttime: 0, env: {TOKEN: "s3cr3tmark-%(ENV_SECRET)s"}}
            nocmd: {cmd: "/no/%(ENV_SECRET)s/bin x", startretries: 0}
            nosuch: {cmd: "%(ENV_SECRET)s x", startretries: 0}
            nodir: {cmd: sleep 1, workingdir: "/no/%(ENV_SECRET)s", startretries: 0}
            direct: {cmd: sleep 1, stdout: "a-file/%(ENV_SECRET)s/x.log", startretries: 0}
            kept: {cmd: "sh -c 'echo x; exec sleep 1000'", stdout: "a-file/%(ENV_SECRET)s/y.log", stdout_maxbytes: 1MB}
            """;

    private static final List<String> LOOKS = List.of(
            "/v1",
            "/v1/processes",
            "/v1/processes/nodir",
            "/v1/processes/kept",
            "/v1/processes/ok/settings",
            "/v1/processes/kept/settings",
            "/v1/processes/kept/log",
            "/v1/processes/direct/log",
            "/v1/programs",
            "/v1/config/plan",
            "/v1/log?length=262144&offset=0",
            "/logtail/kept",
            "/logtail/direct",
            "/v1/openapi.json");

    private static final List<String> CALLS = List.of(
            call("getAllProcessInfo"),
            call("getAllConfigInfo"),
            call("readLog", "<int>0</int>", "<int>0</int>"),
            call("readProcessStdoutLog", "kept", "<int>0</int>", "<int>0</int>"),
            call("tailProcessStdoutLog", "direct", "<int>0</int>", "<int>10</int>"));

    @TempDir
    Path directory;

    private String url = "";

    @Test
    void noValueOfAVariableIsToldToThoseWhoMayOnlyLook() throws IOException, InterruptedException {
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        Sandbox sandbox = Sandbox.in(directory)
                .environment("SECRET", SECRET)
                .supervisor("loglevel: debug\nlisten: 127.0.0.1:" + port + "\nusers: {monitor: {password: \""
                        + PasswordHash.of("look".toCharArray()).text() + "\", role: viewer}}\n")
                .programs(PROGRAMS);
        List<String> told = new ArrayList<>();
        sandbox.write("a-file", "no directory");

        try (Taskmaster taskmaster = sandbox.start();
                HttpClient viewer = HttpClient.newHttpClient()) {
            for (String failing : List.of("nocmd", "nosuch", "nodir", "direct")) {
                taskmaster.await(failing, "FATAL");
            }
            taskmaster.awaitLog("the output of kept cannot be written");
            everything(viewer, told);
            sandbox.programs(PROGRAMS.replace("%(ENV_SECRET)s", "x%(ENV_SECRET)s"));
            told.add(get(viewer, "/v1/config/plan"));
            assertThat(told).last().asString().contains("x%(ENV_SECRET)s");
            told.addAll(taskmaster.ask("reload --dry-run"));
            sandbox.programs("ok: {cmd: x, env: {PASSWORD: \"top%s3cr3tmark-tail\"}}\n");
            taskmaster.signal("HUP");
            taskmaster.awaitLog("reload refused");
            told.add(get(viewer, "/v1/config/plan"));
            told.addAll(taskmaster.ask("reload --dry-run"));
            told.addAll(taskmaster.ask("status"));
            everything(viewer, told);
            told.addAll(taskmaster.log());
        }
        assertThat(told).hasSizeGreaterThan(40).noneMatch(text -> text.contains(SECRET));
        assertThat(String.join("\n", told))
                .contains("can't run command '/no/%(ENV_SECRET)s/bin'")
                .contains("workingdir '/no/%(ENV_SECRET)s'");
    }

    private void everything(HttpClient viewer, List<String> told) throws IOException, InterruptedException {
        for (String path : LOOKS) {
            told.add(get(viewer, path));
        }
        for (String call : CALLS) {
            HttpRequest request = request("/RPC2")
                    .POST(HttpRequest.BodyPublishers.ofString(call))
                    .build();
            HttpResponse<String> answer = viewer.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(call).isEqualTo(200);
            told.add(answer.body());
        }
        told.add(snapshot(viewer));
    }

    private String get(HttpClient viewer, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = viewer.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isNotIn(401, 403, 500);
        return answer.body();
    }

    /// What a stream of events begins with.
    private String snapshot(HttpClient viewer) throws IOException, InterruptedException {
        var answer = viewer.send(request("/v1/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            StringBuilder read = new StringBuilder();
            String line = lines.readLine();
            while (line != null && !line.isEmpty()) {
                read.append(line);
                line = lines.readLine();
            }
            assertThat(read.toString()).contains("kept");
            return read.toString();
        }
    }

    private HttpRequest.Builder request(String path) {
        String credentials = Base64.getEncoder().encodeToString("monitor:look".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Basic " + credentials);
    }

    private static String call(String method, String... values) {
        StringBuilder params = new StringBuilder();
        for (String value : values) {
            params.append("<param><value>").append(value).append("</value></param>");
        }
        return "<methodCall><methodName>supervisor." + method + "</methodName><params>" + params
                + "</params></methodCall>";
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
