package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.taskmaster.host.Plumbing;
import org.taskmaster.host.Plumbing.Outlet;

/// The files of lines that are rewritten: two spools and a mark, beside the channel.
///
/// @param base they are named by it
record SpoolFiles(Plumbing plumbing, Path base) {

    private static final String FIRST = ".spool0";
    private static final String SECOND = ".spool1";
    private static final String MARK = ".mark";

    /// All of them.
    static List<Path> names(Path base) {
        return List.of(beside(base, FIRST), beside(base, SECOND), beside(base, MARK));
    }

    private static Path beside(Path base, String ending) {
        return base.resolveSibling(base.getFileName() + ending);
    }

    Outlet[] openSpools() throws IOException {
        Outlet first = plumbing.openOwn(beside(base, FIRST));
        try {
            return new Outlet[] {first, plumbing.openOwn(beside(base, SECOND))};
        } catch (IOException | RuntimeException failed) {
            first.close();
            throw failed;
        }
    }

    SpoolMark openMark() throws IOException {
        return new SpoolMark(plumbing.openOwn(beside(base, MARK)));
    }

    /// Whether their names still lead to these.
    boolean are(Outlet[] spools, SpoolMark mark) {
        return spools[0].isAt(beside(base, FIRST))
                && spools[1].isAt(beside(base, SECOND))
                && mark.isAt(beside(base, MARK));
    }
}
