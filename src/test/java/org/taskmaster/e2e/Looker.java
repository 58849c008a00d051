package org.taskmaster.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.taskmaster.Waiting;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.control.Control;
import org.taskmaster.control.Control.AttachMode;
import org.taskmaster.control.Requester;
import org.taskmaster.control.WindowSize;
import org.taskmaster.model.ProcessName;

/// Somebody who looks at a terminal, with a thread that takes what comes.
final class Looker implements AutoCloseable {

    private final Attachment attachment;
    private final StringBuffer seen = new StringBuffer();
    private final List<Coming> others = Collections.synchronizedList(new ArrayList<>());

    private Looker(Attachment attachment) {
        this.attachment = attachment;
        Thread.ofVirtual().start(this::run);
    }

    static Looker at(Control control, String process, WindowSize size, AttachMode mode) {
        AttachReport report = control.attach(ProcessName.of(process), size, mode, new Requester("a looker"));
        if (report instanceof AttachReport.Attached(Attachment attachment)) {
            return new Looker(attachment);
        }
        throw new AssertionError("it cannot be looked at: " + report);
    }

    void type(String keys) {
        attachment.type(keys.getBytes(StandardCharsets.UTF_8));
    }

    void resize(int rows, int columns) {
        attachment.resize(new WindowSize(rows, columns));
    }

    String seen() {
        return seen.toString();
    }

    /// What came beside output.
    List<Coming> others() {
        return List.copyOf(others);
    }

    /// Types, and waits until something new is seen.
    void type(String keys, String expected) {
        int before = seen.length();
        type(keys);
        Waiting.until(keys + " brings " + expected, () -> seen.indexOf(expected, before) >= 0, this::seen);
    }

    void awaits(String expected) {
        Waiting.until("it shows " + expected, () -> seen.indexOf(expected) >= 0, this::seen);
    }

    @Override
    public void close() {
        attachment.close();
    }

    private void run() {
        try {
            for (Optional<Coming> coming = attachment.take(); coming.isPresent(); coming = attachment.take()) {
                if (coming.get() instanceof Coming.Output(byte[] bytes)) {
                    seen.append(new String(bytes, StandardCharsets.UTF_8));
                } else {
                    others.add(coming.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
