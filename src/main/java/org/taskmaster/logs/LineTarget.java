package org.taskmaster.logs;

public interface LineTarget {
    void take(String process, String stream, byte[] buffer, int start, int end);
}
