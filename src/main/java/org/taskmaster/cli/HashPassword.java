package org.taskmaster.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.model.Reason;
import org.taskmaster.passwords.PasswordHash;

/// Makes the text that the configuration keeps of a password.
final class HashPassword {

    private HashPassword() {}

    /// Asks for the password twice on a terminal, without showing it; else reads the first line.
    ///
    /// @throws Refused when there is none
    static String run(Surroundings surroundings, InputStream in) {
        char[] password = surroundings.inputIsTerminal() ? asked() : read(in);
        if (password.length == 0) {
            throw new Refused(ExitCode.USAGE, "an empty password protects nothing");
        }
        return PasswordHash.of(password).text();
    }

    private static char[] asked() {
        Console console = Optional.ofNullable(System.console())
                .orElseThrow(() -> new Refused(
                        ExitCode.USAGE, "nobody can be asked here: write the password into a pipe to hash-password"));
        char[] once = typed(console, "password: ");
        char[] again = typed(console, "the same again: ");
        if (!Arrays.equals(once, again)) {
            throw new Refused(ExitCode.FAILED, "the two are not the same; nothing was made");
        }
        return once;
    }

    private static char[] typed(Console console, String prompt) {
        return HiddenInput.typed(console, prompt)
                .orElseThrow(() -> new Refused(ExitCode.FAILED, "nothing was typed; nothing was made"));
    }

    private static char[] read(InputStream in) {
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? new char[0] : line.toCharArray();
        } catch (IOException e) {
            throw new Refused(ExitCode.FAILED, "cannot read the password: " + Reason.of(e));
        }
    }
}
