package org.taskmaster.control;

import java.util.List;

/// What became of an order, process by process, and which words of its selector fit nothing.
public record ActionReport(List<Outcome> outcomes, List<UnknownName> unknown) {

    public ActionReport {
        outcomes = List.copyOf(outcomes);
        unknown = List.copyOf(unknown);
    }

    /// Whether everything that was asked for came true (or was true already).
    public boolean good() {
        return unknown.isEmpty() && outcomes.stream().allMatch(Outcome::good);
    }
}
