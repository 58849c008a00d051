package org.taskmaster.config;

import java.util.ArrayList;
import java.util.List;
import org.taskmaster.model.Capture;
import org.taskmaster.model.KeptFile;
import org.taskmaster.model.Output;

/// Where output goes, in one line for tables: `direct /a`, `captured /a 50MB x 10 json console`.
final class OutputText {

    private OutputText() {}

    static String of(Output output) {
        return switch (output) {
            case Output.Discard _ -> "none";
            case Output.ToFile(var path) -> "direct " + path;
            case Output.Captured(Capture capture) -> of(capture);
        };
    }

    private static String of(Capture capture) {
        List<String> words = new ArrayList<>(List.of("captured"));
        capture.file().ifPresent(file -> addFile(file, words));
        add(capture.format() != Capture.LineFormat.RAW, "" + capture.format(), words);
        add(capture.stripAnsi(), "stripped", words);
        add(capture.console(), "console", words);
        capture.syslog()
                .ifPresent(target -> words.add("syslog " + target.text() + " " + target.facility()
                        + target.tag().map(tag -> " as " + tag).orElse("")));
        add(capture.onError() != Capture.OnLogError.DROP, "" + capture.onError(), words);
        return String.join(" ", words);
    }

    private static void addFile(KeptFile file, List<String> words) {
        words.add(file.path().toString());
        add(file.rotates(), file.maxBytes().text() + " x " + file.backups(), words);
        file.every().ifPresent(period -> words.add(period.toString()));
        add(file.compress(), "gzip", words);
        add(file.total().bytes() > 0, "of " + file.total().text(), words);
        file.owner().ifPresent(owner -> words.add("owner " + owner));
        file.mode().ifPresent(mode -> words.add("mode " + Integer.toOctalString(mode)));
    }

    private static void add(boolean there, String word, List<String> words) {
        if (there) {
            words.add(word);
        }
    }
}
