package org.taskmaster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.http.Client.Answer;
import org.taskmaster.model.ServerConfig.Auth;

/// Pages of other sites are kept out of a TCP port that asks nobody who they are.
@Timeout(60)
class OriginCheckTest {

    private static final String JSON = "Content-Type: application/json";

    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void open() {
        server = TestServer.onTcp(directory, new Limits(), Auth.NONE);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void programsThatAreNoBrowsersNeedNothingSpecial() {
        assertThat(get("User-Agent: curl").status()).isEqualTo(200);
        assertThat(get("Host: 127.0.0.1:9001").status()).isEqualTo(200);
        assertThat(post("Host: 127.0.0.1:9001", "Content-Type: text/xml; charset=utf-8")
                        .status())
                .isEqualTo(200);
        assertThat(post("X: y", "Content-Type: APPLICATION/XML").status()).isEqualTo(200);
        assertThat(post("X: y", JSON).status()).isEqualTo(200);
        try (Client old = server.connectByTcp()) {
            assertThat(old.send("GET /hello HTTP/1.0\n\n").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void onlyOurOwnNamesAreNames() {
        for (String good : new String[] {
            "localhost",
            "LOCALHOST:9001",
            "127.0.0.1",
            "10.1.2.3:80",
            "[::1]:9001",
            "sup.example.org:9001",
            "Sup.Example.Org",
            "localhost.:9001"
        }) {
            assertThat(get("Host: " + good).status()).as(good).isEqualTo(200);
        }
        for (String bad : new String[] {
            "evil.example.org",
            "localhost.evil.org:9001",
            "127.0.0.1.evil.org",
            "xsup.example.org",
            "[evil",
            "/run/s",
            "2130706433",
            "0x7f.1"
        }) {
            assertThat(get("Host: " + bad).status()).as(bad).isEqualTo(403);
        }
        assertThat(get("Host: evil.example.org").body())
                .isEqualTo("this server is not known as \"evil.example.org\"; its operator can add the name to hosts:"
                        + " in the taskmaster: section\n");
        assertThat(get("Host: localhost", "Host: localhost").status()).isEqualTo(400);
    }

    @Test
    void aPageOfAnotherOriginMayNotAsk() {
        String host = "Host: localhost:9001";

        assertThat(post(host, JSON, "Origin: http://localhost:9001").status()).isEqualTo(200);
        assertThat(post("Host: sup.example.org", JSON, "Origin: https://sup.example.org")
                        .status())
                .isEqualTo(200);
        for (String foreign : new String[] {
            "https://evil.example.org",
            "http://localhost:8080",
            "http://localhost",
            "null",
            "http://localhost:9001.evil.org",
            ""
        }) {
            Answer answer = post(host, JSON, "Origin: " + foreign);

            assertThat(answer.status()).as(foreign).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("pages of other sites may not talk to this server\n");
            assertThat(get(host, "Origin: " + foreign).status()).as(foreign).isEqualTo(403);
        }
        assertThat(post(JSON, "Origin: http://localhost:9001").status()).isEqualTo(403);
    }

    @Test
    void aPageOfAnotherSiteMayNotEmbedUsButMayLinkToUs() {
        assertThat(get("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors").status())
                .isEqualTo(403);
        assertThat(get("Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors").status())
                .isEqualTo(403);
        assertThat(get("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate").status())
                .isEqualTo(200);
        assertThat(get("Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors").status())
                .isEqualTo(200);
        assertThat(get("Sec-Fetch-Site: none").status()).isEqualTo(200);
    }

    @Test
    void whatAPageCanSendWithoutBeingAskedIsNotTakenFromABrowser() {
        for (String simple : new String[] {
            "X: y",
            "Content-Type: text/plain",
            "Content-Type: text/plain; application/json",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type:"
        }) {
            for (String mark : new String[] {
                "Origin: http://localhost",
                "Referer: http://localhost/page",
                "Sec-Fetch-Site: same-origin",
                "sec-fetch-dest: document",
                "Sec-Fetch-Mode: navigate"
            }) {
                Answer answer = post("Host: localhost", mark, simple);

                assertThat(answer.status()).as(mark + ", " + simple).isEqualTo(415);
                assertThat(answer.body()).contains("application/json").contains("text/xml");
            }
        }
    }

    @Test
    void aProgramNeedsNoTypeAndMaySayAny() {
        for (String type : new String[] {
            "X: y",
            "Content-Type:",
            "Content-Type: text/plain;charset=UTF-8",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: application/octet-stream",
            "Content-Type: ???"
        }) {
            assertThat(post("Host: localhost", type).status()).as(type).isEqualTo(200);
            assertThat(post(type).status()).as("no host, " + type).isEqualTo(200);
            // as Node's fetch
            assertThat(post("Sec-Fetch-Mode: cors", "Accept-Language: *", "User-Agent: node", type)
                            .status())
                    .isEqualTo(200);
            // as PowerShell
            assertThat(post("User-Agent: Mozilla/5.0 (Windows NT; en-US) WindowsPowerShell/5.1", type)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aFormOfABrowserThatHasNoMarksIsNotTaken() {
        String old = "User-Agent: Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko";
        for (String form : new String[] {
            "Content-Type: text/plain",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type:" + " multipart/form-data; boundary=x"
        }) {
            assertThat(post("Host: 127.0.0.1", old, "Accept-Language: en", form).status())
                    .isEqualTo(415);
            assertThat(post("Host: 127.0.0.1", "Upgrade-Insecure-Requests: 1", form)
                            .status())
                    .isEqualTo(415);
        }
        assertThat(post("Host: 127.0.0.1", old, "Accept-Language: en", JSON).status())
                .isEqualTo(200);
    }

    @Test
    void aPageThatIsOnlyNamedAsTheOneBeforeMayNotSendEither() {
        String host = "Host: localhost:9001";

        for (String foreign : new String[] {
            "https://evil.example.org/",
            "http://localhost:90010/x",
            "http://localhost:9001.evil.org/",
            "",
            "about:blank"
        }) {
            assertThat(post(host, JSON, "Referer: " + foreign).status())
                    .as(foreign)
                    .isEqualTo(403);
        }
        for (String own :
                new String[] {"http://localhost:9001", "https://LOCALHOST:9001/a?b", "http://localhost:9001#"}) {
            assertThat(post(host, JSON, "Referer: " + own).status()).as(own).isEqualTo(200);
        }
        // a link that somebody follows
        assertThat(get(host, "Referer: https://wiki.example.org/").status()).isEqualTo(200);
    }

    @Test
    void whereAPasswordIsAskedForOnlyABrowserHasToNameUsByOurName() {
        server.close();
        server = TestServer.onTcp(directory, new Limits(), Auth.PASSWORD, TcpAuthenticatorTest.ADMIN);
        String who = TcpAuthenticatorTest.basic("admin", "correct horse");
        String host = "Host: web01.corp:9001";

        assertThat(get(host, who).status()).isEqualTo(200);
        assertThat(post(host, who, "Content-Type: text/xml").status()).isEqualTo(200);
        assertThat(get(host).status()).isEqualTo(401);
        for (String mark : new String[] {
            "Origin: http://web01.corp:9001",
            "Referer: http://web01.corp:9001/",
            "Sec-Fetch-Site: same-origin",
            "Sec-Fetch-Site: none"
        }) {
            assertThat(get(host, who, mark).status()).as(mark).isEqualTo(403);
            assertThat(post(host, who, JSON, mark).status()).as(mark).isEqualTo(403);
            assertThat(get(host, who, mark).body()).contains("\"web01.corp\"").contains("hosts:");
        }
        assertThat(post("Host: sup.example.org", who, JSON, "Origin: http://sup.example.org")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void noneOfThisConcernsTheUnixSocket() {
        try (Client client = server.connect()) {
            Answer answer =
                    client.post("/echo", "x", "Host: /run/taskmaster.sock", "Origin: null", "Content-Type: text/plain");

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    private Answer get(String... headers) {
        try (Client client = server.connectByTcp()) {
            return client.get("/hello", headers);
        }
    }

    private Answer post(String... headers) {
        try (Client client = server.connectByTcp()) {
            return client.post("/echo", "{}", headers);
        }
    }
}
