package org.taskmaster.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.taskmaster.commands.Layout;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output;
import org.taskmaster.commands.Visible;
import org.taskmaster.model.Reason;

/// The standard output or the standard error of one command. A terminal gets colours, a line of progress,
/// and nothing that could move its cursor; a pipe or a file gets everything as it is.
final class CtlOutput implements Output {

    /// As a shell tells that SIGPIPE has ended a program: whoever read this has read enough.
    private static final int NOBODY_READS = 128 + 13;

    private static final String BROKEN_PIPE = "Broken pipe";
    private static final int FAILED = 1;

    private final OutputStream stream;
    private OutputStream out;
    private final Layout layout;
    private final Optional<CtlOutput> remarks;
    private String progress = "";

    /// @param remarks where goes what is no part of the answer; empty: here
    CtlOutput(OutputStream out, Layout layout, Optional<CtlOutput> remarks) {
        this.stream = out;
        this.out = out;
        this.layout = layout;
        this.remarks = remarks;
    }

    /// The standard output of many commands: where it cannot be written, that ends the program as it ends one command.
    static PrintStream ofMany() {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        return new PrintStream(new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int start, int length) {
                try {
                    out.write(bytes, start, length);
                } catch (IOException e) {
                    nobodyReads(e);
                }
            }
        });
    }

    @Override
    public Audience audience() {
        return layout.audience();
    }

    @Override
    public int columns() {
        return layout.columns();
    }

    @Override
    public void line(Line line) {
        layout.rows(line).forEach(this::print);
    }

    @Override
    public void logLine(String text) {
        print(layout.logLine(text));
    }

    /// What one program wrote, for another program.
    @Override
    public Optional<Raw> raw() {
        return switch (audience()) {
            case PERSON -> Optional.empty();
            case PROGRAM -> Optional.of(this::write);
        };
    }

    @Override
    public void remark(Line line) {
        progress("");
        remarks.orElse(this).line(line);
    }

    @Override
    public synchronized void progress(String text) {
        if (audience() == Audience.PROGRAM || progress.isEmpty() && text.isEmpty()) {
            return;
        }
        String shown = Visible.logLine(text);
        int room = columns() - 1;
        String next = shown.length() > room ? shown.substring(0, room) : shown;
        write("\r" + " ".repeat(progress.length()) + "\r" + next);
        progress = next;
    }

    /// Prints what `printing` prints in one piece at its end: a thousand lines are then one write.
    synchronized void together(Runnable printing) {
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        out = pieces;
        try {
            printing.run();
        } finally {
            out = stream;
            write(pieces.toByteArray());
        }
    }

    /// Bytes as they are, and the end of the line.
    synchronized void bytes(byte[] bytes) {
        try {
            out.write(bytes);
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            nobodyReads(e);
        }
    }

    private synchronized void print(String text) {
        progress("");
        write(text + "\n");
    }

    private void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            nobodyReads(e);
        }
    }

    /// Nothing that we could still find out would be read.
    private static void nobodyReads(IOException e) {
        if (BROKEN_PIPE.equals(e.getMessage())) {
            Runtime.getRuntime().halt(NOBODY_READS);
        }
        System.err.println("taskmasterctl: cannot write the answer: " + Reason.of(e));
        Runtime.getRuntime().halt(FAILED);
    }
}
