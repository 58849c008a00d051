package org.taskmaster.commands;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What in a message is there to be copied: whatever stands in quotes, and commands. An end of a row that we
/// put into one of these would come along with it, and a shell would take what stands behind for another
/// command.
///
/// A command stands behind a colon or in brackets, and ends with the sentence; `AdviceElsewhereTest` knows them all.
final class Copied {

    private static final Pattern QUOTED =
            Pattern.compile("(?<![\\w'\"`])(?:'(?:[^']|'\\\\'')*'|\"[^\"]*\"|`[^`]*`)(?![\\w'\"`])");

    private static final Pattern COMMAND = Pattern.compile("(?<=: |\\()"
            + "(?:(?:'[^']*/|[^ ']*/)?(?:taskmaster|taskmasterctl|taskmasterd)'?|apt-get|chmod|chown|kill|mkdir|mv|rm|sysctl|tail|ulimit)"
            + "(?: (?:'(?:[^']|'\\\\'')*'|[^ '])+?)+?"
            + "(?=[.;,)]+(?: |$)|$)");

    private Copied() {}

    /// The places in `text` that are within something to be copied.
    static BitSet in(String text) {
        BitSet places = new BitSet();
        mark(QUOTED.matcher(text), places);
        mark(COMMAND.matcher(text), places);
        return places;
    }

    private static void mark(Matcher found, BitSet places) {
        while (found.find()) {
            places.set(found.start(), found.end());
        }
    }
}
