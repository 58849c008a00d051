package org.taskmaster.daemon;

import java.util.concurrent.CompletableFuture;
import org.taskmaster.config.LoadResult;
import org.taskmaster.control.ActionReport;
import org.taskmaster.control.Control.Action;
import org.taskmaster.control.Control.ReloadMode;
import org.taskmaster.control.ReloadReport;
import org.taskmaster.control.Requester;
import org.taskmaster.control.Selector;
import org.taskmaster.model.Signal;

/// What other threads may put into the loop's mailbox.
sealed interface Message {

    /// Answers it without doing anything: the supervisor has ended. An answer that there is none is a
    /// cancelled one.
    void dismiss();

    /// Start, stop or restart.
    record Act(Action action, Selector selector, Requester who, CompletableFuture<ActionReport> reply)
            implements Message {
        @Override
        public void dismiss() {
            reply.cancel(false);
        }
    }

    /// Send a signal.
    record SendSignal(Signal signal, Selector selector, Requester who, CompletableFuture<ActionReport> reply)
            implements Message {
        @Override
        public void dismiss() {
            reply.cancel(false);
        }
    }

    /// Read the configuration again.
    record Reload(ReloadMode mode, Requester who, CompletableFuture<ReloadReport> reply) implements Message {
        @Override
        public void dismiss() {
            reply.complete(new ReloadReport.Superseded());
        }
    }

    /// The configuration was read for [Reload].
    record Read(LoadResult result, Reload request) implements Message {
        @Override
        public void dismiss() {
            request.dismiss();
        }
    }

    /// Stop everything and end.
    record Shutdown(Requester who, CompletableFuture<Void> reply) implements Message {
        @Override
        public void dismiss() {
            reply.complete(null);
        }
    }

    /// Tell the world.
    record Note(Requester who, String order) implements Message {
        @Override
        public void dismiss() {
            // nobody waits for it
        }
    }
}
