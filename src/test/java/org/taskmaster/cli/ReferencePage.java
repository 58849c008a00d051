package org.taskmaster.cli;

import org.taskmaster.commands.Command;
import org.taskmaster.commands.CommandTable;
import org.taskmaster.commands.ExitCode;
import org.taskmaster.commands.Flag;

/// `docs/reference/taskmasterctl.md`.
final class ReferencePage {

    private ReferencePage() {}

    static String text() {
        StringBuilder page = new StringBuilder("""
                # taskmasterctl

                Generated from the table of commands; `mvn test -Dgolden=write` writes it anew.

                ```
                taskmasterctl [OPTION...] COMMAND [WORD...]   one command, and its exit status
                taskmasterctl [OPTION...]                     a shell, or the commands of a pipe, a line each
                taskmasterctl hash-password                   make the hash of a password for the configuration
                ```

                The answer goes to the standard output; why there is none goes to the standard error.

                | option | |
                |---|---|
                """);
        for (CtlOption option : CtlOption.values()) {
            String words = (option.brief().isEmpty() ? "" : "`" + option.brief() + "`, ") + "`" + option.word()
                    + (option.label().isEmpty() ? "" : " " + option.label()) + "`";
            page.append("| ")
                    .append(words)
                    .append(" | ")
                    .append(option.meaning())
                    .append(" |\n");
        }
        page.append("""

                Without `-c` and `-s` it is the supervisor of the first of: `./taskmaster.yaml`,
                `/etc/taskmaster/taskmaster.yaml`; as root only the latter. `--json` may stand behind the command, too.
                With it, what stands in the way of an answer is JSON as well, on the standard error:
                `{"errors": ["..."], "exit_status": 69}`. Help is for people and always plain text.

                Ctrl-C ends a waiting, and what was asked for goes on (status 130); Ctrl-\\ ends the command at once, as it
                ends any program. Neither ends the shell.

                A password never stands on the command line, where everybody on the machine could read it: it is in the
                variable `TASKMASTER_PASSWORD`, in the file of `--password-file`, or it is asked for.

                ## Exit statuses

                | status | |
                |---|---|
                """);
        for (ExitCode code : ExitCode.values()) {
            page.append("| ")
                    .append(code.number())
                    .append(" | ")
                    .append(code.meaning())
                    .append(" |\n");
        }
        page.append("\n## Commands\n\nThe shell of `./taskmaster` has the same.\n");
        for (Command spec : CommandTable.all()) {
            page.append("\n### ")
                    .append(spec.name())
                    .append("\n\n```\n")
                    .append(spec.usage())
                    .append("\n```\n\n");
            page.append(spec.help()).append('\n');
            if (!spec.flags().isEmpty()) {
                page.append("\n| | |\n|---|---|\n");
                for (Flag flag : spec.flags()) {
                    page.append("| `")
                            .append(flag.usage())
                            .append("` | ")
                            .append(flag.meaning())
                            .append(" |\n");
                }
            }
            if (!spec.aliases().isEmpty()) {
                page.append("\nAlso: `")
                        .append(String.join("`, `", spec.aliases()))
                        .append("`.\n");
            }
            page.append("\nAs in: `").append(spec.example()).append("`\n");
        }
        return page.toString();
    }
}
