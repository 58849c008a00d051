package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.Documentation;
import org.taskmaster.Documentation.Code;
import org.taskmaster.passwords.PasswordHash;

/// What the documentation writes into the configuration can be written there.
class DocumentedKeysTest {

    /// `tty: true`, `env:`
    private static final Pattern SETTING = Pattern.compile("([a-z][a-z_]*):(?: (.*))?", Pattern.DOTALL);

    /// Begin like a setting, and are none.
    private static final Set<String> NO_SETTINGS = Set.of(
            // a program of the examples
            "web:",
            // what is answered, or written, by a program
            "console: ERROR (...)",
            "console: exit status 5",
            "web: descriptor 0",
            "login: ",
            // what supervisorctl prints
            "error:",
            "error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>…");

    /// What others call a key, where it means something else.
    private static final Set<String> OTHER_MEANINGS = Set.of(
            // a command, and a method of XML-RPC
            "restart",
            // a field of the answers of XML-RPC
            "command",
            // a word of the shell
            "exec",
            // a scene of the tour
            "terminal");

    /// Where words of supervisord stand for what supervisord calls so.
    private static final Set<Path> ABOUT_SUPERVISORD = Set.of(
            Path.of("docs/how-to/coming-from-supervisord.md"),
            Path.of("docs/reference/supervisord-compatibility.md"),
            Path.of("docs/reference/supervisord-facts.md"));

    @TempDir
    Path directory;

    @Test
    void everyExampleIsValid() throws IOException {
        List<String> wrong = new ArrayList<>();
        int examples = 0;
        for (Code code : Documentation.fences()) {
            if (code.language().equals("yaml")) {
                List<String> problems = ConfigFile.in(directory).as("root").problemsOrNone(whole(code.text()));
                problems.forEach(problem -> wrong.add(code.page() + ": " + problem));
                examples++;
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(examples).isGreaterThan(5);
    }

    @Test
    void everyKeyIsOneOfOurs() throws IOException {
        Set<String> unknown = new TreeSet<>();
        for (Code span : Documentation.spans()) {
            Matcher setting = SETTING.matcher(span.text());
            if (setting.matches() && !isKey(setting.group(1)) && !NO_SETTINGS.contains(span.text())) {
                unknown.add(span.toString());
            }
        }

        assertThat(unknown).isEmpty();
    }

    /// A key is called as in the file also where it is only named.
    @Test
    void noKeyIsCalledAsInSupervisord() throws IOException {
        Set<String> foreign = new TreeSet<>();
        Stream.concat(Keys.OF_PROGRAM.stream(), Keys.OF_SUPERVISOR.stream())
                .forEach(key -> foreign.addAll(key.otherNames()));
        assertThat(foreign).containsAll(OTHER_MEANINGS);
        foreign.removeAll(OTHER_MEANINGS);

        assertThat(Documentation.spans())
                .filteredOn(span -> !ABOUT_SUPERVISORD.contains(span.page()))
                .filteredOn(span -> foreign.contains(span.text()))
                .isEmpty();
    }

    private static boolean isKey(String word) {
        return word.equals(Keys.PROGRAMS)
                || word.equals(Keys.TASKMASTER)
                || Stream.concat(Keys.OF_PROGRAM.stream(), Keys.OF_SUPERVISOR.stream())
                        .anyMatch(key -> key.name().equals(word));
    }

    /// A whole file that has this part.
    private static String whole(String part) {
        // What only some machines have, or nobody should copy.
        String text = part.replaceAll("@(adm|wheel)", "@users")
                .replaceAll(
                        "\\$pbkdf2-sha512\\$i=210000\\$…",
                        Matcher.quoteReplacement(
                                PasswordHash.of("secret".toCharArray()).text()));
        if (text.lines().anyMatch(line -> line.equals("programs:"))) {
            return text;
        }
        if (text.startsWith("taskmaster:") || text.lines().allMatch(line -> line.startsWith("#"))) {
            return text + "programs: {}\n";
        }
        return "programs:\n" + text.indent(2);
    }
}
