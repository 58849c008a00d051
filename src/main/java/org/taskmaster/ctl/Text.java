package org.taskmaster.ctl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import org.taskmaster.commands.Layout;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output;

/// The text of an answer, for one of the caller's two streams.
final class Text implements Output {

    private final Layout layout;
    private final Optional<ZoneId> zone;
    private final Optional<Text> remarks;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    /// @param zone of the caller; empty: only the caller knows it
    /// @param remarks where goes what is no part of the answer; empty: here
    Text(Layout layout, Optional<ZoneId> zone, Optional<Text> remarks) {
        this.layout = layout;
        this.zone = zone;
        this.remarks = remarks;
    }

    /// A time of day is shown, in a time zone that only the caller knows.
    static final class ForeignZone extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    byte[] bytes() {
        return text.toByteArray();
    }

    @Override
    public Audience audience() {
        return layout.audience();
    }

    @Override
    public int columns() {
        return layout.columns();
    }

    /// @throws ForeignZone when it is not known here
    @Override
    public ZoneId zone() {
        return zone.orElseThrow(ForeignZone::new);
    }

    @Override
    public void line(Line line) {
        layout.rows(line).forEach(this::row);
    }

    @Override
    public void logLine(String line) {
        row(layout.logLine(line));
    }

    @Override
    public void remark(Line line) {
        remarks.orElse(this).line(line);
    }

    /// The answer comes when there is no more progress to be shown.
    @Override
    public void progress(String line) {}

    private void row(String row) {
        text.writeBytes((row + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
