package org.taskmaster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.taskmaster.commands.FleetEvents;
import org.taskmaster.commands.Line;
import org.taskmaster.commands.Output;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.control.Selection;
import org.taskmaster.events.Event;
import org.taskmaster.json.EventForms;
import org.taskmaster.json.Form;
import org.taskmaster.json.Json;
import org.taskmaster.json.ProcessView;
import org.taskmaster.json.StatusForms;
import org.taskmaster.model.Moment;

/// What a command shows before its answer, for programs: the lines of a log are kept for the answer, and
/// each event is a line of JSON at once.
final class JsonOutput implements Output {

    private final CtlOutput out;
    private final List<Json> lines = new ArrayList<>();

    JsonOutput(CtlOutput out) {
        this.out = out;
    }

    /// The lines of a log that were shown.
    List<Json> lines() {
        return lines;
    }

    @Override
    public Audience audience() {
        return Audience.PROGRAM;
    }

    @Override
    public void line(Line line) {
        logLine(line.plain());
    }

    @Override
    public void logLine(String text) {
        lines.add(new Json.Text(text));
    }

    @Override
    public void remark(Line line) {
        out.remark(line);
    }

    @Override
    public void progress(String text) {}

    /// A process as it is: `{"process": {...}}`; what happened: `{"event": {...}}`.
    @Override
    public FleetEvents.Listener events() {
        return new FleetEvents.Listener() {
            @Override
            public void snapshot(Selection shown) {
                Moment now = new Moment(System.nanoTime());
                for (ProcessStatus process : shown.processes()) {
                    put("process", StatusForms.PROCESS.tree(ProcessView.of(process, now)));
                }
            }

            @Override
            public void event(Event event) {
                put("event", EventForms.EVENT.tree(event));
            }

            /// The end of the output and the status 0 tell it.
            @Override
            public void ended() {}
        };
    }

    private void put(String name, Json value) {
        out.bytes(Form.compact(new Json.Obj(Map.of(name, value))));
    }
}
