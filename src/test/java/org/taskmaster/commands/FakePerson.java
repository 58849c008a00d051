package org.taskmaster.commands;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.taskmaster.model.DetachKeys;

/// Somebody who says what a test has written down for them.
public final class FakePerson implements Person {

    /// What was asked.
    public final List<String> questions = new ArrayList<>();

    /// What was shown while they typed.
    public final RecordingOutput seen = new RecordingOutput(Output.Audience.PERSON);

    private final Queue<String> lines = new ArrayDeque<>();
    private final boolean agreeable;
    private Optional<Seat> seat = Optional.empty();

    /// @param agreeable what they answer to all questions
    public FakePerson(boolean agreeable, String... lines) {
        this.agreeable = agreeable;
        this.lines.addAll(List.of(lines));
    }

    @Override
    public boolean agrees(String question) {
        questions.add(question);
        return agreeable;
    }

    @Override
    public Optional<String> types(String prompt) {
        return Optional.ofNullable(lines.poll());
    }

    @Override
    public Output whileTyping() {
        return seen;
    }

    @Override
    public Optional<Seat> seat() {
        return seat;
    }

    @Override
    public DetachKeys detachKeys() {
        return DetachKeys.USUAL;
    }

    /// From now on they sit at a terminal.
    public void sits(Seat at) {
        seat = Optional.of(at);
    }
}
