package org.taskmaster.config;

/// What may stand behind a key.
public enum ValueKind {
    COMMAND("a command line, or a list of words"),
    PROCESS_COUNT("a number from 0 to 100000"),
    RETRIES("a number from 0 to 1000000"),
    BACKUPS("a number from 0 to 1000"),
    PRIORITY("a number, which may be negative"),
    FLAG("`true` or `false`"),
    AUTORESTART("`always`, `never` or `unexpected`"),
    EXIT_CODES("a number from 0 to 255, or a list of them"),
    DURATION("seconds (`10`, `0.5`), or `250ms`, `10s`, `1m30s`"),
    SIGNAL("a signal: `TERM`, `SIGTERM` or `15`"),
    INPUT("`none` or `pipe`"),
    OUTPUT("a path, `auto` or `none`"),
    OUTPUT_OF_STDERR("a path, `auto`, `stdout` or `none`"),
    ROTATION("`hourly`, `daily`, `weekly` or `none`"),
    LINE_FORMAT("`raw`, `prefix` or `json`"),
    SYSLOG("`local`, `udp://HOST:514`, `tcp://HOST:601` or `none`"),
    SYSLOG_FACILITY("a facility of syslog: `daemon`, `user`, `local0`"),
    SYSLOG_TAG("at most 48 letters, digits and signs of ASCII, without blanks"),
    OWNER("a user, or a user and a group: `www`, `www:adm`"),
    ON_LOG_ERROR("`drop` or `block`"),
    KEYS("keys with blanks between them: `ctrl-p ctrl-q`"),
    PATH("a path"),
    ENVIRONMENT("a mapping of names to texts"),
    UMASK("an octal number from `000` to `777`"),
    USER("a user's name or number"),
    MODE("an octal number from `000` to `777`"),
    PEOPLE("a list of users, and of groups as `@wheel`"),
    ADDRESS("an address and a port: `127.0.0.1:9001`, `[::1]:9001`, `*:9001`"),
    AUTH("`password` or `none`"),
    ACCOUNTS("a mapping of names to `{password: …, role: viewer}`"),
    PASSWORD("what `taskmasterctl hash-password` prints"),
    ROLE("`viewer` or `operator`"),
    HOSTS("a list of host names"),
    TEXT("a text"),
    SIZE("a size: `50MB`, `512KB`, `1GB`, or bytes"),
    LOG_LEVEL("`critical`, `error`, `warn`, `info` or `debug`");

    private final String form;

    ValueKind(String form) {
        this.form = form;
    }

    /// What to write, for the reference and for messages.
    public String form() {
        return form;
    }
}
