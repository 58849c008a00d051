package org.taskmaster.main;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taskmaster.main.CommandLine.Face;

/// The program `taskmasterd`: the supervisor as a daemon, with supervisord's options.
///
/// It does not detach by itself, which a JVM cannot: the launcher starts it in a session of its own with
/// [#DETACHED], and waits for a word of ours.
final class Taskmasterd {

    static final String NAME = "taskmasterd";

    /// The launcher's word for us: it waits for word of what becomes of the start, see [Launcher].
    static final String DETACHED = "--detached";

    /// The launcher's word for the run that makes the start-up cache: the daemon with a prompt, as the cache is for
    /// both programs.
    private static final String TRAINING = "--training";

    /// How the program is used, as `--help` prints it.
    static final String USAGE = """
            Taskmaster keeps programs running; taskmasterd does so in the background.

            usage: taskmasterd [-c FILE] [-n] [--no-guardian]
                   taskmasterd [-c FILE] --dry-run

              -c, --configuration FILE   what to supervise
              -n, --nodaemon             stay in the foreground and show the activity log
              --no-guardian              start no guardian, which starts it anew when it is killed
              --dry-run                  say what a start would do with what a supervisor has left; start nothing
              -v, --version              print the version
              -h, --help                 print this

            Without FILE it takes the first of: ./taskmaster.yaml, /etc/taskmaster/taskmaster.yaml. As root, only the \
            latter: whoever can write the directory you are in must not decide what root runs.

            It returns when the supervisor is ready; then taskmasterctl reaches it. Should the supervisor be killed, a \
            small process that it leaves starts it anew, and what runs is taken over.

            Exit status: 0 the supervisor is ready (with -n: everything was stopped); 1 with -n: something could not be \
            stopped; 2 the command line, the configuration or the machine did not allow a start, or another supervisor \
            runs on this configuration already.
            """;

    /// What supervisord takes on its command line and we take from the file.
    private static final Map<String, String> IN_THE_FILE = Map.ofEntries(
            Map.entry("-u", "user"),
            Map.entry("--user", "user"),
            Map.entry("-l", "logfile"),
            Map.entry("--logfile", "logfile"),
            Map.entry("-y", "logfile_maxbytes"),
            Map.entry("--logfile_maxbytes", "logfile_maxbytes"),
            Map.entry("-z", "logfile_backups"),
            Map.entry("--logfile_backups", "logfile_backups"),
            Map.entry("-e", "loglevel"),
            Map.entry("--loglevel", "loglevel"),
            Map.entry("-j", "pidfile"),
            Map.entry("--pidfile", "pidfile"),
            Map.entry("-i", "identifier"),
            Map.entry("--identifier", "identifier"));

    private Taskmasterd() {}

    /// Runs; the exit statuses are those of [#USAGE].
    static int run(String[] words) {
        if (RehearsedStart.isAsked(words)) {
            return RehearsedStart.run(parse(RehearsedStart.start(words)));
        }
        CommandLine asked = parse(words);
        Preparation preparation = Preparation.of(asked);
        boolean detached = words.length > 0 && words[0].equals(DETACHED);
        Launcher launcher = detached ? Launcher.waiting(List.of(words)) : Launcher.inForeground();
        int status = new Main(NAME, launcher, preparation).run(asked);
        if (status == Main.REFUSED) {
            launcher.refused();
        }
        return launcher.status(status);
    }

    /// Reads the command line.
    static CommandLine parse(String[] words) {
        Optional<String> file = Optional.empty();
        boolean dryRun = false;
        Face face = Face.NO_SHELL;
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            switch (word) {
                case "--help", "-h" -> {
                    return new CommandLine.Help(USAGE);
                }
                case "--version", "-v" -> {
                    return new CommandLine.Version();
                }
                case "-n", "--nodaemon" -> face = Face.NO_SHELL;
                case "--dry-run" -> dryRun = true;
                case "--no-guardian" -> {
                    // the launcher's affair
                }
                case Launcher.GUARDED, Launcher.AGAIN -> {
                    if (!words[0].equals(DETACHED)) {
                        return unknown(word);
                    }
                    i++;
                }
                case TRAINING -> {
                    if (i > 0) {
                        return unknown(word);
                    }
                    face = Face.SHELL;
                }
                case DETACHED -> face = Face.DETACHED;
                case "-c", "--configuration" -> {
                    if (i == words.length - 1) {
                        return new CommandLine.Wrong(word + " needs a file behind it");
                    }
                    if (file.isPresent()) {
                        return twice(file.get(), words[i + 1]);
                    }
                    file = Optional.of(words[++i]);
                }
                default -> {
                    if (word.startsWith("-")) {
                        return unknown(word);
                    }
                    if (file.isPresent()) {
                        return twice(file.get(), word);
                    }
                    file = Optional.of(word);
                }
            }
        }
        Face chosen = face;
        return CommandLine.withFile(
                file, dryRun ? CommandLine.DryRun::new : named -> new CommandLine.Run(named, chosen));
    }

    private static CommandLine twice(String one, String other) {
        return new CommandLine.Wrong("one configuration file is enough: " + one + " or " + other);
    }

    private static CommandLine unknown(String word) {
        String key = IN_THE_FILE.get(word);
        return new CommandLine.Wrong("there is no option " + word
                + (key == null ? "" : ": write " + key + ": in the taskmaster: section of the configuration"));
    }
}
