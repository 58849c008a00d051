package org.taskmaster.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.Attachment.Coming;
import org.taskmaster.http.Response;
import org.taskmaster.json.AttachForms;
import org.taskmaster.json.Misfit;

/// Carries an attachment over a WebSocket. Bytes are what the terminal shows, or what is typed; texts are
/// the JSON of [AttachForms].
final class AttachTalk implements Response.Talk {

    /// How long a client that is to join anew is given to leave: until then, what it has typed is heard.
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private final Attachment attachment;
    private final BooleanSupplier upgrading;
    private boolean replaced;

    /// @param upgrading whether the supervisor is about to go on as another build
    AttachTalk(Attachment attachment, BooleanSupplier upgrading) {
        this.attachment = attachment;
        this.upgrading = upgrading;
    }

    @Override
    public void run(Response.Speech speech) throws InterruptedException {
        try {
            boolean goesOn = true;
            while (goesOn) {
                Optional<Coming> next = attachment.take(speech::binaryAtOnce);
                goesOn = next.isPresent() && say(next.get(), speech);
            }
        } catch (InterruptedException end) {
            // The client has left, or the server ends.
            if (speech.isOpen()) {
                sayFarewell(speech);
            }
            throw end;
        }
    }

    private void sayFarewell(Response.Speech speech) throws InterruptedException {
        if (replaced) {
            Thread.sleep(LEAVING);
        } else {
            say(upgrading.getAsBoolean() ? new Coming.Replaced() : new Coming.Lost("the supervisor has ended"), speech);
        }
    }

    /// @return whether more may follow
    private boolean say(Coming coming, Response.Speech speech) throws InterruptedException {
        return switch (coming) {
            case Coming.Output(byte[] bytes) -> speech.binary(bytes);
            case Coming.Resized _ -> speech.text(AttachForms.COMING.write(coming));
            case Coming.Replaced _ -> {
                replaced = speech.text(AttachForms.COMING.write(coming));
                // Interrupted when it has left.
                Thread.sleep(LEAVING);
                yield false;
            }
            case Coming.Ended _, Coming.Lost _ -> {
                speech.text(AttachForms.COMING.write(coming));
                yield false;
            }
        };
    }

    @Override
    public Optional<String> hears(Response.Message message) {
        // Before the other, as a key should not wait until a switch over types is linked.
        if (message instanceof Response.Message.Binary(byte[] keys)) {
            attachment.type(keys);
            return Optional.empty();
        }
        return resize(((Response.Message.Text) message).utf8());
    }

    private Optional<String> resize(byte[] json) {
        try {
            attachment.resize(AttachForms.SIZE.readStrictly(json));
            return Optional.empty();
        } catch (Misfit misfit) {
            return Optional.of(misfit.what());
        }
    }

    @Override
    public void close() {
        attachment.close();
    }
}
