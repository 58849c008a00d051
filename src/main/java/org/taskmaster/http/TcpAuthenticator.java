package org.taskmaster.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.taskmaster.http.Authenticator.Verdict.Admitted;
import org.taskmaster.http.Authenticator.Verdict.TurnedAway;
import org.taskmaster.model.LogLevel;
import org.taskmaster.model.Role;
import org.taskmaster.model.ServerConfig;

/// A TCP port: a client proves who it is by a password; or none is asked, which the configuration
/// allows for loopback addresses only.
final class TcpAuthenticator implements Authenticator {

    /// From one address; the rest has to come again. Guessing keeps one thread busy, and not for long.
    private static final int MOST_CHECKS_AT_ONCE = 4;

    private static final Map<String, String> CHALLENGE =
            Map.of("WWW-Authenticate", "Basic realm=\"taskmaster\", charset=\"UTF-8\"");

    private static final Verdict PASSWORD_NEEDED =
            new TurnedAway(new Refusal(401, "a name and a password are needed", CHALLENGE));
    private static final Verdict WRONG =
            new TurnedAway(new Refusal(401, "the name or the password is wrong", CHALLENGE));
    private static final Verdict TOO_MANY = new TurnedAway(new Refusal(
            429,
            "too many passwords from this address are being checked; try again later",
            Map.of("Retry-After", "5")));

    private final Quota quota;
    private final OriginCheck sites;
    private final Optional<PasswordCheck> accounts;
    private final Executor checks;
    private final ServerLog log;
    /// How many checks are under way from each address. Belongs to the event loop.
    private final Map<String, Integer> checking = new HashMap<>();

    /// @param checks where passwords are checked, which takes long
    TcpAuthenticator(ServerConfig config, Executor checks, Bounds bounds, ServerLog log) {
        this.quota = new Quota(bounds);
        this.sites = new OriginCheck(config.hosts(), config.auth());
        this.accounts = switch (config.auth()) {
            case PASSWORD -> Optional.of(new PasswordCheck(config.users()));
            case NONE -> Optional.empty();
        };
        this.checks = checks;
        this.log = log;
    }

    @Override
    public Visitor meet(Channel channel) {
        InetSocketAddress from = (InetSocketAddress) channel.remoteAddress();
        return new Guest(channel, from.getAddress().getHostAddress());
    }

    /// How much longer a wrong password is not answered: until a whole number of steps has gone by since it
    /// came, so that no client can see how long it took to check, which would show whether there is such a name.
    static Duration keptBack(Duration took, Duration step) {
        return step.minusNanos(took.toNanos() % step.toNanos());
    }

    private final class Guest implements Visitor {

        private final Channel channel;
        private final String address;

        Guest(Channel channel, String address) {
            this.channel = channel;
            this.address = address;
        }

        @Override
        public Quota quota() {
            return quota;
        }

        @Override
        public String whose() {
            return address;
        }

        @Override
        public Optional<Refusal> objection(HttpRequest head) {
            return sites.objection(head);
        }

        @Override
        public CompletionStage<Verdict> identify(HttpRequest head) {
            if (accounts.isEmpty()) {
                return now(new Admitted(new Caller("HTTP client (" + address + ")", Role.OPERATOR), address));
            }
            String header = head.headers().get(HttpHeaderNames.AUTHORIZATION);
            Optional<Credentials> credentials = header == null ? Optional.empty() : Credentials.of(header);
            if (credentials.isEmpty()) {
                return now(PASSWORD_NEEDED);
            }
            Credentials who = credentials.get();
            Optional<Role> known = accounts.get().remembered(who);
            return known.isPresent() ? now(admit(who, known.get())) : check(who, accounts.get(), System.nanoTime());
        }

        private CompletionStage<Verdict> check(Credentials who, PasswordCheck all, long came) {
            if (checking.getOrDefault(address, 0) >= MOST_CHECKS_AT_ONCE) {
                return now(TOO_MANY);
            }
            try {
                checking.merge(address, 1, Integer::sum);
                return CompletableFuture.supplyAsync(() -> all.check(who), checks)
                        .whenComplete((_, _) -> Loops.execute(channel.eventLoop(), this::checked))
                        .thenCompose(role -> role.isPresent() ? now(admit(who, role.get())) : wrong(who, came));
            } catch (OutOfMemoryError _) {
                checked();
                return now(new TurnedAway(Server.NO_THREAD_NOW));
            } catch (RejectedExecutionException _) {
                checked();
                return now(TOO_MANY);
            }
        }

        private void checked() {
            checking.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }

        private CompletionStage<Verdict> wrong(Credentials who, long came) {
            log.say(
                    LogLevel.WARN,
                    "a wrong name or password from " + address + ", who calls themselves "
                            + OriginCheck.visible(who.name()));
            CompletableFuture<Verdict> later = new CompletableFuture<>();
            Duration wait = keptBack(
                    Duration.ofNanos(System.nanoTime() - came), quota.bounds().punishment());
            channel.eventLoop().schedule(() -> later.complete(WRONG), wait.toNanos(), TimeUnit.NANOSECONDS);
            return later;
        }

        private Verdict admit(Credentials who, Role role) {
            return new Admitted(new Caller("HTTP user " + who.name() + " (" + address + ")", role), who.name());
        }

        private static CompletionStage<Verdict> now(Verdict verdict) {
            return CompletableFuture.completedFuture(verdict);
        }
    }
}
