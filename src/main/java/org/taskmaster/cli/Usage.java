package org.taskmaster.cli;

/// How `taskmasterctl` is used, as `--help` prints it above the commands.
final class Usage {

    private Usage() {}

    static String text() {
        StringBuilder text = new StringBuilder("""
                taskmasterctl asks a running supervisor, or tells it what to do.

                usage: taskmasterctl [OPTION...] COMMAND [WORD...]  one command
                       taskmasterctl [OPTION...]                    a shell, or many commands
                       taskmasterctl hash-password                  hash a password

                """);
        for (CtlOption option : CtlOption.values()) {
            String words = (option.brief().isEmpty() ? "    " : option.brief() + ", ")
                    + option.word()
                    + (option.label().isEmpty() ? "" : " " + option.label());
            text.append("  ")
                    .append(words)
                    .append(" ".repeat(30 - words.length()))
                    .append(option.meaning())
                    .append('\n');
        }
        return text.append("""

                Without -c and -s it is the supervisor of the first of: ./taskmaster.yaml, \
                /etc/taskmaster/taskmaster.yaml (as root only the latter).

                """).toString();
    }
}
