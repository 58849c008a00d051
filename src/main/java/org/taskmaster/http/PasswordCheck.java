package org.taskmaster.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.taskmaster.model.Role;
import org.taskmaster.model.ServerConfig.HttpUser;
import org.taskmaster.passwords.PasswordHash;

/// Checks the names and passwords of those who come by TCP.
///
/// Checking a password is meant to take long, and monitors ask each second: a user who proved who they
/// are is known for a while by a digest of what was sent, keyed with a secret of this run, so that neither the
/// memory nor the time of a look-up betrays a password.
final class PasswordCheck {

    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST_REMEMBERED = 64;
    private static final int SECRET_BYTES = 32;

    private final Map<String, Account> byName = new HashMap<>();
    private final PasswordHash decoy;
    private final byte[] secret = new byte[SECRET_BYTES];
    private final SequencedMap<String, Proven> proven = new LinkedHashMap<>();

    /// A user of the configuration.
    private record Account(PasswordHash hash, Role role) {}

    /// A user who proved it.
    ///
    /// @param until as of [System#nanoTime]
    private record Proven(Role role, long until) {}

    /// @param users at least one, all with hashes that can be read
    PasswordCheck(List<HttpUser> users) {
        for (HttpUser user : users) {
            PasswordHash hash = PasswordHash.parse(user.passwordHash())
                    .orElseThrow(() -> new IllegalArgumentException("no hash of a password: " + user));
            byName.put(user.name(), new Account(hash, user.role()));
        }
        decoy = byName.values().stream()
                .map(Account::hash)
                .max(Comparator.comparingInt(PasswordHash::iterations))
                .orElseThrow()
                .decoy();
        new SecureRandom().nextBytes(secret);
    }

    /// What a user may do who proved who they are a short while ago. Quick.
    Optional<Role> remembered(Credentials who) {
        Proven found;
        synchronized (proven) {
            found = proven.get(digest(who));
        }
        return found == null || found.until() - System.nanoTime() < 0 ? Optional.empty() : Optional.of(found.role());
    }

    /// What a user may do who proves who they are. Takes about a second, whether or not
    /// there is a user of that name.
    Optional<Role> check(Credentials who) {
        Account account = byName.get(who.name());
        char[] password = who.password().toCharArray();
        boolean matches = (account == null ? decoy : account.hash()).matches(password);
        Arrays.fill(password, ' ');
        if (account == null || !matches) {
            return Optional.empty();
        }
        remember(digest(who), account.role());
        return Optional.of(account.role());
    }

    private void remember(String digest, Role role) {
        synchronized (proven) {
            proven.putLast(digest, new Proven(role, System.nanoTime() + REMEMBERED.toNanos()));
            if (proven.size() > MOST_REMEMBERED) {
                proven.pollFirstEntry();
            }
        }
    }

    private String digest(Credentials who) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret);
            digest.update(who.name().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(who.password().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
