package org.taskmaster.xmlrpc;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Waits for what the supervisor answers.
final class ControlReplies {

    private ControlReplies() {}

    /// Waits as long as it takes.
    ///
    /// @throws Fault SHUTDOWN_STATE when the supervisor ends instead of answering
    static <T> T await(CompletableFuture<T> reply) throws InterruptedException {
        try {
            return reply.get();
        } catch (CancellationException _) {
            throw new Fault(FaultCode.SHUTDOWN_STATE);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an order ended in a defect", e.getCause());
        }
    }
}
