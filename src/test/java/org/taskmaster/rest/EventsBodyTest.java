package org.taskmaster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.taskmaster.Waiting;
import org.taskmaster.commands.FakeControl;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.Watching;
import org.taskmaster.events.Event;
import org.taskmaster.events.Subscription;
import org.taskmaster.http.Response;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.OnDemand;
import org.taskmaster.model.StateName;

class EventsBodyTest {

    private static final int ROOM = 10_000;

    private final FakeControl control = new FakeControl().with("web", StateName.RUNNING, 4711);
    private final Client client = new Client();
    private Thread writer = Thread.ofPlatform().daemon().unstarted(this::write);

    /// A client that takes a chunk when a test lets it.
    private static final class Client implements Response.Sink {

        private final BlockingQueue<String> chunks = new LinkedBlockingQueue<>();
        private final Semaphore room = new Semaphore(0);
        private volatile boolean open = true;

        @Override
        public boolean write(byte[] chunk) throws InterruptedException {
            room.acquire();
            chunks.add(new String(chunk, StandardCharsets.UTF_8));
            return open;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        String take() throws InterruptedException {
            room.release();
            String chunk = chunks.poll(30, TimeUnit.SECONDS);
            assertThat(chunk).isNotNull();
            return chunk;
        }
    }

    /// An order that is done at the very moment its waiting is given up.
    private static final class TooLate extends CompletableFuture<Watching> {

        private final Watching watching;

        TooLate(Watching watching) {
            this.watching = watching;
        }

        @Override
        public Watching get() throws InterruptedException {
            complete(watching);
            throw new InterruptedException("the client is gone");
        }
    }

    @Test
    void whatBeginsWhenNobodyWaitsAnyMoreIsEnded() {
        Subscription events = control.events.subscribe(10);

        assertThatThrownBy(() -> EventsBody.begun(new TooLate(new Watching(control.status(), events))))
                .isInstanceOf(InterruptedException.class);
        control.events.publish(new Event.OfSupervisor(Instant.EPOCH, LogLevel.INFO, "nobody hears this"));

        assertThat(events.waiting()).isZero();
    }

    @AfterEach
    void end() {
        client.open = false;
        client.room.release(1000);
        writer.interrupt();
    }

    @Test
    void theStreamBeginsWithTheStateOfEverythingAndCountsWhatFollows() throws InterruptedException {
        writer.start();

        assertThat(client.take())
                .startsWith("id: 0\nevent: snapshot\ndata: {\"phase\":\"running\"")
                .endsWith("}\n\n");
        say("one");
        assertThat(client.take())
                .isEqualTo("id: 1\nevent: supervisor\ndata: {\"kind\":\"supervisor\",\"at\":\"1970-01-01T00:00:00Z\","
                        + "\"level\":\"info\",\"text\":\"one\"}\n\n");
        say("two\nlines");
        assertThat(client.take()).startsWith("id: 2\n").contains("\"text\":\"two\\nlines\"}\n\n");
    }

    @Test
    void ofALongStateOnlyAPieceIsMadeForAClientThatDoesNotRead() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        UnaryOperator<FleetStatus> seen = fleet -> new FleetStatus(
                fleet.asOf(),
                fleet.phase(),
                fleet.programs(),
                new OnDemand<>(Collections.nCopies(8_000, fleet.processes().getFirst()), process -> {
                    made.incrementAndGet();
                    return process;
                }));
        control.with("web", StateName.RUNNING, 7);
        writer = new Thread(() -> write(seen));
        writer.start();
        Waiting.until(client.room::hasQueuedThreads);

        int madeForOne = made.get();
        StringBuilder all = new StringBuilder();
        while (all.indexOf("\n\n") < 0) {
            all.append(client.take());
        }

        assertThat(madeForOne).isLessThan(500);
        assertThat(made.get()).isEqualTo(8_000);
        assertThat(all).startsWith("id: 0\nevent: snapshot\ndata: {");
        assertThat(count(all, "\"name\":\"web\"")).isEqualTo(8_000);
    }

    @Test
    void aClientThatDoesNotKeepUpLearnsHowManyEventsAreMissing() throws InterruptedException {
        writer.start();
        client.take();
        say("first");
        // it is on its way to the client, and the queue is empty
        client.take();
        say("second");
        awaitEmptyQueue();
        int published = ROOM + 500;
        for (int i = 0; i < published; i++) {
            say("event");
        }
        StringBuilder all = new StringBuilder(client.take());
        while (all.indexOf("event: missed") < 0) {
            all.append(client.take());
        }
        say("afterwards");
        all.append(client.take());

        assertThat(count(all, "\"text\":\"event\"")).isEqualTo(ROOM);
        assertThat(all).containsOnlyOnce("event: missed").contains("\"count\":500}");
        assertThat(all.indexOf("event: missed")).isLessThan(all.indexOf("afterwards"));
    }

    @Test
    void theEndOfTheSupervisorIsToldAfterTheLastItDid() throws InterruptedException {
        writer.start();
        client.take();
        say("first");
        client.take();
        client.room.release(10);

        writer.interrupt();
        writer.join(30_000);

        assertThat(writer.isAlive()).isFalse();
        assertThat(String.join("", client.chunks))
                .isEqualTo("event: end\ndata: {\"text\":\"the supervisor has ended\"}\n\n");
    }

    @Test
    void aClientThatIsGoneEndsTheStream() throws InterruptedException {
        writer.start();
        client.take();
        say("first");
        client.take();
        client.open = false;
        client.room.release(10);
        say("second");
        writer.join(30_000);

        assertThat(writer.isAlive()).isFalse();
    }

    private void write() {
        write(fleet -> fleet);
    }

    private void write(UnaryOperator<FleetStatus> seen) {
        try {
            ((Response.Streamed) EventsBody.begin(control, seen)).body().writeTo(client);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String text) {
        control.events.publish(new Event.OfSupervisor(Instant.EPOCH, LogLevel.INFO, text));
    }

    /// The writer waits for the client with the one event it has taken.
    private void awaitEmptyQueue() {
        Waiting.until(client.room::hasQueuedThreads);
    }

    private static int count(CharSequence text, String what) {
        return List.of(text.toString().split(java.util.regex.Pattern.quote(what), -1))
                        .size()
                - 1;
    }
}
