package org.taskmaster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said about each setting that cannot be read. The bad line is the fourth of the file.
class ProgramProblemsTest {

    @TempDir
    Path directory;

    private ConfigFile file;

    @BeforeEach
    void makeFile() {
        file = ConfigFile.in(directory);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        autostart: maybe       | 4:16: programs.web.autostart: cannot read "maybe" as yes or no; write `true` or `false`
        autostart: tru         | 4:16: programs.web.autostart: cannot read "tru" as yes or no; did you mean `true`?
        autorestart: allways   | 4:18: programs.web.autorestart: cannot read "allways" as a restart rule; did you mean `always`?
        autorestart: sometimes | 4:18: programs.web.autorestart: cannot read "sometimes" as a restart rule; write `always`, `never` or `unexpected`
        exitcodes: [0, 256]    | 4:20: programs.web.exitcodes: "256" is out of bounds; write a number from 0 to 255, or a list of them
        exitcodes: [[0]]       | 4:17: programs.web.exitcodes: an exit code must stand here; write a number from 0 to 255, or a list of them
        exitcodes: {a: 1}      | 4:16: programs.web.exitcodes: an exit code must stand here; write a number from 0 to 255, or a list of them
        starttime: 10 seconds  | 4:16: programs.web.starttime: cannot read "10 seconds" as a duration; write 10, 10s, 1m30s or 250ms
        starttime: 10s1m       | 4:16: programs.web.starttime: cannot read "10s1m" as a duration; write 10, 10s, 1m30s or 250ms
        starttime: 99999d      | 4:16: programs.web.starttime: "99999d" is longer than ten years; write 10, 10s, 1m30s or 250ms
        stoptime: -5           | 4:15: programs.web.stoptime: "-5" is negative, and a duration cannot be; write 10, 10s, 1m30s or 250ms
        startretries: 1.5      | 4:19: programs.web.startretries: cannot read "1.5" as a whole number; write a number from 0 to 1000000
        stopsignal: TREM       | 4:17: programs.web.stopsignal: there is no signal "TREM"; did you mean TERM?
        stopsignal: 65         | 4:17: programs.web.stopsignal: there is no signal "65"; write a signal: `TERM`, `SIGTERM` or `15`
        umask: 088             | 4:12: programs.web.umask: cannot read "088" as an octal number; write three digits from 0 to 7, as 022
        umask: 1000            | 4:12: programs.web.umask: "1000" is out of bounds; write three digits from 0 to 7, as 022
        priority: high         | 4:15: programs.web.priority: cannot read "high" as a whole number; write a number, which may be negative
        user: nobody-here      | 4:11: programs.web.user: there is no user "nobody-here" on this machine; write a name or a number that `getent passwd` knows
        stdin: file            | 4:12: programs.web.stdin: cannot read "file" as a standard input; write `none` or `pipe`
        stdin: pip             | 4:12: programs.web.stdin: cannot read "pip" as a standard input; did you mean `pipe`?
        stdin: terminal        | 4:12: programs.web.stdin: cannot read "terminal" as a standard input; write `none` or `pipe`
        stdin: [pipe]          | 4:12: programs.web.stdin: a list cannot stand here; write `none` or `pipe`
        stdout: ~/log          | 4:13: programs.web.stdout: `~` is not expanded in "~/log"; write the whole path, or "%(ENV_HOME)s/…"
        stdout: [a]            | 4:13: programs.web.stdout: a list cannot stand here; write a path, `auto` or `none`
        workingdir: ''         | 4:17: programs.web.workingdir: the path is empty; write a path, or remove the line
        stdout:                | 4:5: programs.web.stdout: there is no value; write a path, `auto` or `none`, or remove the line
        numprocs: ~            | 4:5: programs.web.numprocs: there is no value; write a number from 0 to 100000, or remove the line
        env: PATH              | 4:10: programs.web.env: the environment is a mapping; write `NAME: value` lines under `env:`
        env: {A: }             | 4:11: programs.web.env: `A` has no value; write `A: ""` for an empty one
        env: {A: [1]}          | 4:14: programs.web.env: `A` can only have one text as its value; write a text
        env: {A=B: 1}          | 4:11: programs.web.env: "A=…" cannot be the name of a variable; write `NAME: value`, with a name that is not empty and has no `=`
        env: {A: 1, A: 2}      | 4:17: programs.web.env: `A` was set already in line 4; keep one of the two
        cmd: y                 | 4:5: programs.web: `cmd` was set already in line 3; keep one of the two
        autostrat: true        | 4:5: programs.web: there is no setting `autostrat`; did you mean `autostart`?
        directory: /tmp        | 4:5: programs.web: there is no setting `directory`; it is called `workingdir` here
        loglevel: info         | 4:5: programs.web: there is no setting `loglevel`; it belongs under `taskmaster:`
        """, quoteCharacter = '\u0001')
    void aBadValueIsExplained(String line, String problem) {
        assertThat(file.problem(line)).isEqualTo(problem);
    }

    @Test
    void anUnknownKeyThatResemblesNothingIsAnsweredWithAllKeys() {
        assertThat(file.problem("colour: red"))
                .startsWith("4:5: programs.web: there is no setting `colour`; known are cmd, numprocs, autostart,");
    }

    @Test
    void aProgramNeedsACommand() {
        assertThat(file.problems("programs:\n  web:\n    numprocs: 1\n"))
                .containsExactly("2:3: programs.web: there is no `cmd`; write under it what to run, as"
                        + " `cmd: /usr/bin/sleep 60`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        cmd: a 'b c       | 3:10: programs.web.cmd: the quote that opens at "'b c" is never closed; close it, or write a backslash before it
        cmd: a b\\        | 3:10: programs.web.cmd: it ends with a backslash; remove it, or write it twice
        cmd: ''           | 3:10: programs.web.cmd: the command is empty; write the program to run
        cmd: []           | 3:10: programs.web.cmd: the command is empty; write the program to run
        cmd: [a, [b]]     | 3:14: programs.web.cmd: each word of a command is one text; write a text here, `""` for an empty word
        cmd: ~/bin/x      | 3:10: programs.web.cmd: `~` is not expanded in "~/bin/x"; write the whole path, or "%(ENV_HOME)s/…"
        cmd: {a: b}       | 3:10: programs.web.cmd: a mapping cannot stand here; write a command line, or a list of words
        cmd: date +%H     | 3:10: programs.web.cmd: `%` begins no expansion in "%H"; write `%%` for a percent sign
        cmd: a %(her)s    | 3:10: programs.web.cmd: there is no expansion `%(her)s`; did you mean `%(here)s`?
        cmd: a %(x)s      | 3:10: programs.web.cmd: there is no expansion `%(x)s`; known are `here`, `program_name`, `process_num` and `ENV_NAME`; a percent sign is written `%%`
        cmd: a %(here)    | 3:10: programs.web.cmd: the expansion `%(here)` lacks its ending; write `%(here)s`
        cmd: a %(here)d   | 3:10: programs.web.cmd: `%(here)d` is for numbers, and this is a text; write `%(here)s`
        cmd: a %(ENV_N)s  | 3:10: programs.web.cmd: the variable `N` is not set in the supervisor's environment; set it before taskmaster starts, or write its value here
        cmd: a %(ENV_BYTES)s | 3:10: programs.web.cmd: the variable `BYTES` holds more than text in UTF-8, and would be changed here; let the program read it itself, which gets it unchanged, or write its value here
        cmd: "a\\0"       | 3:10: a text cannot hold the character NUL; remove the `\\0`
        """, quoteCharacter = '\u0001')
    void aBadCommandIsExplained(String line, String problem) {
        assertThat(file.problems(ConfigFile.program(line))).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "\"a b\"", "\"a:b\"", "a/b", "a*", "a?", "\"a[0]\"", "\"\"", "-a", "\"a\\x07\""})
    void aNameThatSelectsOtherThingsIsRefused(String name) {
        assertThat(file.problems("programs:\n  " + name + ":\n    cmd: x\n"))
                .singleElement()
                .asString()
                .startsWith("2:3: a program cannot be called ")
                .endsWith("use letters, digits, `-`, `_` and `.`");
    }

    @Test
    void aProblemThatSeveralProgramsInheritIsSaidOnce() {
        String text = """
            x-defaults: &defaults {numprocs: many, cmd: x}
            programs:
              a: {<<: *defaults}
              b: {<<: *defaults}
            """;

        assertThat(file.problems(text)).singleElement().asString().startsWith("1:34: programs.a.numprocs: ");
    }
}
