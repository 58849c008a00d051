package org.taskmaster.http;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// `/slow`, which answers when a test allows it.
final class SlowRoute {

    final CountDownLatch mayAnswer = new CountDownLatch(1);
    final Semaphore asked = new Semaphore(0);
    final Semaphore interrupted = new Semaphore(0);

    Route route() {
        return new Route("/slow", _ -> {
            asked.release();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                interrupted.release();
                throw e;
            }
            return Response.text(200, "at last");
        });
    }
}
