package org.taskmaster.client;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.taskmaster.client.Call.Reply;
import org.taskmaster.client.ClientFailure.Kind;
import org.taskmaster.client.Frames.Frame;
import org.taskmaster.client.Incoming.Head;
import org.taskmaster.control.AttachReport;
import org.taskmaster.control.Attachment;
import org.taskmaster.control.WindowSize;
import org.taskmaster.json.AttachForms;
import org.taskmaster.json.Misfit;

/// The terminal of a process of a supervisor elsewhere, over a WebSocket.
///
/// The caller that takes reads from the connection: there is no thread and no queue in between, so
/// that one that takes nothing holds up the connection and nothing else.
final class RemoteAttachment implements Attachment {

    /// The supervisor says something at least every 30 seconds.
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private final Call call;
    private final TwoWay way;
    private final Watchdog watchdog;
    private final Frames frames;
    private volatile boolean closed;
    private boolean through;

    private RemoteAttachment(Call call, TwoWay way, Incoming incoming, Watchdog watchdog) {
        this.call = call;
        this.way = way;
        this.watchdog = watchdog;
        this.frames = new Frames(incoming, way);
    }

    /// Asks for it.
    ///
    /// @throws ClientFailure when there is no answer, or one that has nothing to do with the process
    static AttachReport open(Endpoint endpoint, String target) {
        Call call = Call.open(endpoint);
        boolean joined = false;
        try {
            String key = key();
            call.getWebSocket(target, key);
            AttachReport report = answered(endpoint, call, TwoWay.over(call.channel()), key);
            joined = report instanceof AttachReport.Attached;
            return report;
        } catch (IOException e) {
            throw call.lost(e);
        } finally {
            if (!joined) {
                call.close();
            }
        }
    }

    private static AttachReport answered(Endpoint endpoint, Call call, TwoWay way, String key) throws IOException {
        Watchdog watchdog = Watchdog.over(way, SILENCE);
        Incoming incoming = new Incoming(way);
        boolean joined = false;
        try {
            Head head = incoming.head();
            if (head.status() != Incoming.SWITCHING_PROTOCOLS) {
                Reply refusal = new Reply(head.status(), head.header("content-type"), incoming.body());
                return new Replies(endpoint).read(refusal, AttachForms.REPORT);
            }
            if (!head.header("sec-websocket-accept").equals(accept(key))) {
                throw new Incoming.Garbled("it has not understood that a WebSocket is wanted");
            }
            joined = true;
            return new AttachReport.Attached(new RemoteAttachment(call, way, incoming, watchdog));
        } catch (IOException e) {
            throw watchdog.expired() ? call.late() : call.lost(e);
        } finally {
            if (!joined) {
                watchdog.close();
                way.close();
            }
        }
    }

    @Override
    public Optional<Coming> take() throws InterruptedException {
        if (through || closed) {
            return Optional.empty();
        }
        watchdog.heard();
        Optional<Coming> coming = Optional.empty();
        try {
            while (coming.isEmpty()) {
                Frame frame = frames.next();
                watchdog.heard();
                coming = coming(frame);
            }
        } catch (ClosedByInterruptException _) {
            boolean _ = Thread.interrupted();
            throw new InterruptedException();
        } catch (IOException e) {
            coming = lost(e);
        } finally {
            watchdog.looksAway();
        }
        through = coming.filter(RemoteAttachment::goesOn).isEmpty();
        return coming;
    }

    private Optional<Coming> coming(Frame frame) throws IOException {
        return switch (frame) {
            case Frame.Bytes(byte[] bytes) -> Optional.of(new Coming.Output(bytes));
            case Frame.Text(byte[] json) -> Optional.of(read(json));
            case Frame.Ping(byte[] content) -> {
                frames.pong(content);
                yield Optional.empty();
            }
            case Frame.Pong _ -> Optional.empty();
            case Frame.Close _ -> Optional.of(new Coming.Lost("the supervisor has ended the connection"));
        };
    }

    private static Coming read(byte[] json) throws Incoming.Garbled {
        try {
            return AttachForms.COMING.read(json);
        } catch (Misfit misfit) {
            throw new Incoming.Garbled("a message cannot be understood (" + misfit.getMessage() + ")");
        }
    }

    private Optional<Coming> lost(IOException e) {
        if (closed) {
            return Optional.empty();
        }
        ClientFailure failure = watchdog.expired()
                ? new ClientFailure(
                        Kind.TIMED_OUT,
                        "nothing was heard from the supervisor for " + SILENCE.toSeconds() + " seconds",
                        "see whether the machine is overloaded, or the network is down")
                : call.lost(e);
        return Optional.of(new Coming.Lost(failure.what()));
    }

    private static boolean goesOn(Coming coming) {
        return switch (coming) {
            case Coming.Output _, Coming.Resized _ -> true;
            case Coming.Ended _, Coming.Replaced _, Coming.Lost _ -> false;
        };
    }

    @Override
    public void type(byte[] keys) {
        try {
            frames.binary(keys);
        } catch (IOException _) {
            // The connection is lost, which the next take reports.
        }
    }

    @Override
    public boolean typeAtOnce(byte[] keys) {
        try {
            return frames.binaryAtOnce(keys);
        } catch (IOException _) {
            // The connection is lost, which the next take reports.
            return true;
        }
    }

    @Override
    public void resize(WindowSize size) {
        try {
            frames.text(AttachForms.SIZE.write(size));
        } catch (IOException _) {
            // The connection is lost, which the next take reports.
        }
    }

    @Override
    public void close() {
        closed = true;
        try (way) {
            frames.close();
        } catch (IOException _) {
            // A connection that is lost needs no farewell.
        }
        watchdog.close();
    }

    private static String key() {
        byte[] key = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /// What a server answers that speaks of WebSockets, and not only repeats what it is sent.
    private static String accept(String key) {
        try {
            byte[] both = (key + GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
        } catch (NoSuchAlgorithmException impossible) {
            // Every JDK has it.
            throw new IllegalStateException(impossible);
        }
    }
}
