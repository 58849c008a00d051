package org.taskmaster.fuzz;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Resource;
import org.taskmaster.rest.ApiResource;

/// Every request to the JSON API is answered, whatever its path, parameters and body, and a real
/// supervisor behind it takes no harm.
class ApiFuzzTest {

    private static final List<String> WORDS = List.of(
            "GET ",
            "POST ",
            "/v1",
            "/v1/processes",
            "/v1/events",
            "/v1/log",
            "/v1/programs",
            "/v1/config/",
            "/start",
            "/stop",
            "/stdin",
            "?",
            "&",
            "=",
            "%2f",
            "%00",
            "name=",
            "offset=",
            "length=",
            "stream=stderr",
            "\n\n",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "null",
            "true",
            "false",
            "-0",
            "1e308",
            "\"names\":",
            "\"signal\":\"HUP\"",
            "\"patience\":\"given\"",
            "\"reason\":\"x\"",
            "\"text\":\"x\"",
            "\"base64\":\"AA==\"",
            "\"web:*\"",
            "\"cat\"",
            "\"idle\"",
            "\"job\"",
            "\"lost\"",
            "\"all\"",
            "web:0",
            "*",
            "[a-z]",
            "\ufeff",
            "\u0000",
            "\ud83d\ude00");

    private static final Pattern REFUSAL = Pattern.compile("code\\W+(\\w+)\\W+detail\\W+(\\w+ ?){1,6}");
    private static final Pattern NAMED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?!:)");

    @TempDir
    Path directory;

    @Test
    void everyRequestIsAnswered() throws Exception {
        try (Victim victim = Victim.in(directory)) {
            Resource resource = new ApiResource(victim.control());

            new Campaign("api", WORDS, 3_000).run(input -> {
                String answer = Victim.read(resource.answer(request(input)));
                Answers.check(answer);
                victim.check();
                return kind(answer);
            });

            victim.checkSubscriptions();
        }
    }

    /// The members of a good answer, or the beginning of what is refused.
    private static String kind(String answer) {
        String beginning = Answers.beginning(answer);
        Matcher refusal = REFUSAL.matcher(beginning);
        return Answers.kind(
                refusal.find() ? refusal.group() : NAMED.matcher(beginning).replaceAll("Q"));
    }

    /// The method and the target in the first line, then an empty line and the body.
    private static Request request(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        String line = end < 0 ? text : text.substring(0, end);
        byte[] body = end < 0 ? new byte[0] : Arrays.copyOfRange(input, end + 2, input.length);
        boolean get = line.startsWith("GET ");
        String target = line.substring(line.indexOf(' ') + 1);
        int query = target.indexOf('?');
        return new Request(
                get ? Method.GET : Method.POST,
                "/" + decoded(query < 0 ? target : target.substring(0, query)).replaceFirst("^/+", ""),
                query < 0 ? Map.of() : parameters(target.substring(query + 1)),
                Map.of(),
                body,
                Victim.OPERATOR);
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
            all.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(equals < 0 ? "" : decoded(parameter.substring(equals + 1)));
        }
        return all;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            // the server would not have let it through
            return text;
        }
    }
}
