package org.taskmaster.rotation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the files of a log: the present one and those that were set aside, as `log.1` and `log.2.gz`, or
/// with a date, as `log-20261125`.
///
/// They may be set aside further while we look. A numbered file only ever gets a higher number, and we look
/// from the lowest to the highest: so none is missed that is there the whole time, and of one that is met
/// twice, the second time counts.
final class LogParts {

    /// While files are renamed, one number is missing.
    private static final int GAP = 3;
    /// More digits than a number of a file has make a date.
    private static final int DIGITS_OF_NUMBERS = 5;

    private static final Pattern NAME = Pattern.compile("[.-]([0-9]{1,18})([-_.T][0-9]{1,18})*(\\.gz)?");

    private final Path log;
    private final LinkedHashMap<String, LogPart> found = new LinkedHashMap<>();

    private LogParts(Path log) {
        this.log = log;
    }

    /// All of them, the newest first.
    ///
    /// @param wanted when it is among the numbered ones, those with dates are not looked for, which would
    ///     take a look at the whole directory
    static List<LogPart> newestFirst(Path log, String wanted) throws IOException {
        LogParts search = new LogParts(log);
        LogPart.find(log).ifPresent(search::met);
        int last = search.numbered(1);
        if (!search.found.containsKey(wanted)) {
            search.listed(last);
        }
        return List.copyOf(search.found.values());
    }

    private void met(LogPart file) {
        found.remove(file.identity());
        found.put(file.identity(), file);
    }

    /// @return the number behind the last
    private int numbered(int first) throws IOException {
        int missing = 0;
        int number = first;
        while (missing < GAP) {
            Path plain = log.resolveSibling(log.getFileName() + "." + number);
            Optional<LogPart> file = LogPart.find(plain);
            if (file.isEmpty()) {
                file = LogPart.find(LogPart.compressed(plain));
            }
            file.ifPresent(this::met);
            missing = file.isPresent() ? 0 : missing + 1;
            number++;
        }
        return number;
    }

    private void listed(int from) throws IOException {
        List<Path> dated = new ArrayList<>();
        int next = Integer.MAX_VALUE;
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(log.toAbsolutePath().getParent())) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(log.getFileName().toString())) {
                    continue;
                }
                Matcher rest =
                        NAME.matcher(name.substring(log.getFileName().toString().length()));
                if (rest.matches() && rest.group(1).length() > DIGITS_OF_NUMBERS) {
                    dated.add(log.resolveSibling(entry.getFileName()));
                } else if (rest.matches() && Integer.parseInt(rest.group(1)) >= from) {
                    next = Math.min(next, Integer.parseInt(rest.group(1)));
                }
            }
        }
        if (next < Integer.MAX_VALUE) {
            listed(numbered(next));
        } else {
            dated.sort(Comparator.comparing(Path::toString).reversed());
            for (Path path : dated) {
                LogPart.find(path).ifPresent(this::met);
            }
        }
    }
}
