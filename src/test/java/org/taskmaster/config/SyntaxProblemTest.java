package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntaxProblemTest {

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    @Test
    void indentingTabsAreNamed() {
        assertThat(file.problems("programs:\n\tweb:\n\t\tcmd: sleep 1\n"))
                .containsExactly("2:1: line 2 indents with a tab (as 1 other does); YAML wants spaces;"
                        + " replace each tab with spaces");
        assertThat(file.problems("programs:\n  web:\n    cmd: sleep 1\n\tfoo\n"))
                .containsExactly("4:1: line 4 indents with a tab; YAML wants spaces; replace each tab with spaces");
    }

    @Test
    void tabsElsewhereAreFine() {
        String text = "programs:\n  web:\n    cmd:\tsleep 1\t# comment\n\t\n    env:\n      A: \"a\n\tb\"\n      B: |\n"
                + "        a\n        \tb\n    exitcodes: [0,\n\t1]\n";

        assertThat(file.loaded(text).programs()).hasSize(1);
    }

    @Test
    void wrongIndentationIsExplained() {
        assertThat(file.problem("numprocs: 1", "  umask: 022"))
                .isEqualTo("5:12: a `key: value` cannot begin in the middle of another value; indent this line exactly"
                        + " like the setting above it, end the line above with a colon if it is a name, or put quotes"
                        + " around a value that contains `: `");
        assertThat(file.problems("programs:\n  web:\n    cmd: x\n   umask: 022\n"))
                .containsExactly("4:4: the indentation of this line (3 spaces) fits neither the settings that begin in"
                        + " line 2 (2 spaces) nor anything around them; give all settings of one program the same"
                        + " indentation");
    }

    @Test
    void aValueThatNeedsQuotesIsNamed() {
        assertThat(file.problem("stdout: %(here)s/log"))
                .isEqualTo("4:13: a value cannot begin with `%`; put quotes around the value: \"%…\"");
        assertThat(file.problem("stdout: @x"))
                .isEqualTo("4:13: a value cannot begin with `@`; put quotes around the value: \"@…\"");
    }

    @Test
    void openQuotesAndBracketsAreFound() {
        assertThat(file.problem("stdout: \"x"))
                .isEqualTo("4:13: the quote that opens here is never closed; add the closing quote");
        assertThat(file.problem("stdout: 'x"))
                .isEqualTo("4:13: the quote that opens here is never closed; add the closing quote");
        assertThat(file.problem("exitcodes: [1"))
                .isEqualTo("4:16: the bracket that opens here is never closed; close it with `]` or `}`");
        assertThat(file.problem("exitcodes: [1", "umask: 022"))
                .isEqualTo(
                        "5:10: the list or mapping in brackets that begins in line 4 is not closed or lacks a comma before"
                                + " here; separate its items with commas and close it with `]` or `}`");
    }

    @Test
    void aBracketWithNothingBehindItIsFoundWhereItOpens() {
        String neverClosed = "the bracket that opens here is never closed; close it with `]` or `}`";

        assertThat(file.problems("programs: [")).contains("1:11: " + neverClosed);
        assertThat(file.problems("programs: [\n")).contains("1:11: " + neverClosed);
        assertThat(file.problems("programs:\n  web:\n    cmd: [\n\n\n")).contains("3:10: " + neverClosed);
        assertThat(file.problems("{")).contains("1:1: " + neverClosed);
    }

    @Test
    void strangeEscapesAreFound() {
        assertThat(file.problem("stdout: \"a\\d\""))
                .isEqualTo("4:16: a backslash and this character mean nothing in double quotes; use single quotes, or"
                        + " write `\\\\` for a backslash");
    }

    @Test
    void aLineWithoutAColonIsFound() {
        assertThat(file.problem("numprocs 1"))
                .isEqualTo("4:5: this line is neither `key: value` nor a list item; write a colon and a blank after the"
                        + " key");
    }

    @Test
    void whatStandsBehindASyntaxErrorIsCheckedToo() {
        List<String> problems =
                file.problems(ConfigFile.program("cmd: %x", "stdout: @y", "umask: 9", "numprocs 1", "starttime: -1"));

        assertThat(problems)
                .extracting(text -> text.split(": ", 2)[0])
                .containsExactly("3:10", "4:13", "5:12", "6:5", "7:16");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThat(file.problems("programs:\n---\nprograms:\n"))
                .containsExactly("2:1: a second document begins here; remove this `---` and what follows it");
    }

    @Test
    void tagsAndKeysThatAreNoTextAreRefused() {
        assertThat(file.problems("programs: !!java.net.URL x\n"))
                .containsExactly(
                        "1:11: a YAML tag, a word that begins with `!`, means nothing here; remove the tag, or put quotes"
                                + " around a text that begins with `!`");
        assertThat(file.problems("programs: {[a]: b}\n"))
                .containsExactly("1:12: a list or mapping cannot be a key; write a name here");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] bytes = "programs:\n# é".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(file.load(bytes))
                .isInstanceOfSatisfying(
                        LoadResult.Rejected.class,
                        rejected -> assertThat(rejected.problems().getFirst().text())
                                .endsWith(
                                        ":2:3: the byte 0xe9 is not valid UTF-8; save the file in the encoding UTF-8"));
        assertThat(file.problems("programs:\n# \u001b"))
                .containsExactly(
                        "2:3: the file holds the control character U+001b; remove it; inside double quotes, YAML"
                                + " writes such a character as \\x1b");
    }
}
