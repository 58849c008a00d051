package org.taskmaster.commands;

import java.util.List;
import java.util.Optional;
import org.taskmaster.control.StdinReport;
import org.taskmaster.json.Json;
import org.taskmaster.json.LogForms;
import org.taskmaster.model.ProcessName;

/// What was typed for a process does not reach it.
record NoInput(ProcessName name, StdinReport report) implements Answer {

    @Override
    public ExitCode exit() {
        return switch (report) {
            case StdinReport.Sent _ -> ExitCode.OK;
            case StdinReport.NoSuchProcess _ -> ExitCode.UNKNOWN_NAME;
            case StdinReport.NotRunning _ -> ExitCode.NOT_RUNNING;
            case StdinReport.Closed _ -> ExitCode.FAILED;
        };
    }

    @Override
    public void print(Output output) {
        output.line(
                switch (report) {
                    case StdinReport.Sent _ -> Line.of(name + ": sent");
                    case StdinReport.NoSuchProcess _ -> Line.error(name.text(), "no such process");
                    case StdinReport.NotRunning _ -> Line.error(name.text(), "not running");
                    case StdinReport.Closed(String reason) -> Line.error(name.text(), reason);
                });
    }

    @Override
    public Optional<Json> json(List<Json> shown) {
        return Optional.of(LogForms.STDIN_REPORT.tree(report));
    }
}
