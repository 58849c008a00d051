package org.taskmaster.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// How the clients of one listener are identified.
interface Authenticator {

    /// Meets a client that connected. Returns at once.
    ///
    /// @throws IOException when not even the kernel can identify it
    Visitor meet(Channel channel) throws IOException;

    /// Whether a client that connects now may come in at all. Asked first, of every client, so that a crowd
    /// of those that may not costs next to nothing. Returns at once.
    ///
    /// @param descriptor of the connection
    default boolean letsIn(int descriptor) {
        return true;
    }

    /// A client that connected, and may yet have to prove who it is.
    interface Visitor {

        /// Whom they share the bounds with.
        Quota quota();

        /// Whom they share their connections with: the same for all who may be one person.
        String whose();

        /// What no client may ask here, whoever it is. Returns at once.
        Optional<Refusal> objection(HttpRequest head);

        /// Identifies the client. Returns at once; the answer may take its time, and comes on any thread.
        CompletionStage<Verdict> identify(HttpRequest head);
    }

    /// What is found of a visitor.
    sealed interface Verdict {

        /// They may come in.
        ///
        /// @param whose what is theirs is counted together: the same for everything that the same person asks
        record Admitted(Caller caller, String whose) implements Verdict {}

        /// They may not.
        record TurnedAway(Refusal refusal) implements Verdict {}
    }
}
