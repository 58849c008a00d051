package org.taskmaster.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// How those who come by one listener are recognised.
interface Authenticator {

    /// Meets somebody who connected. Returns at once.
    ///
    /// @throws IOException when not even the kernel can tell who it is
    Visitor meet(Channel channel) throws IOException;

    /// Whether somebody who connects now may come in at all. Asked first, of everybody, so that a crowd of those
    /// who may not costs next to nothing. Returns at once.
    ///
    /// @param descriptor of the connection
    default boolean letsIn(int descriptor) {
        return true;
    }

    /// Somebody who connected, and may yet have to prove who they are.
    interface Visitor {

        /// Whom they share the bounds with.
        Quota quota();

        /// Whom they share their connections with: the same for all who may be one person.
        String whose();

        /// What nobody may ask here, whoever they are. Returns at once.
        Optional<Refusal> objection(HttpRequest head);

        /// Tells who they are. Returns at once; the answer may take its time, and comes on any thread.
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
