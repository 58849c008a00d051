package org.taskmaster.logs;

import java.util.List;

final class LineSplitter {
    LineSplitter(String p, String s, List<LineTarget> t) {}

    void take(byte[] b, int s, int e) {}

    void finish() {}
}
