package org.taskmaster.passwords;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// What is kept of a password: enough to recognise it, and too much work to guess it from.
///
/// The text says how it was made (PBKDF2, RFC 8018, by HMAC-SHA-512), so that new ones can be made with
/// more work while old ones stay good: `$pbkdf2-sha512$i=210000$SALT$HASH`, both in base64 without
/// padding, as the PHC string format has it.
public final class PasswordHash {

    /// What OWASP's password storage cheat sheet asks for with HMAC-SHA-512.
    static final int ITERATIONS = 210_000;

    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /// Fewer protect nothing; more would take minutes.
    private static final int LEAST_ITERATIONS = 10_000;

    private static final int MOST_ITERATIONS = 10_000_000;

    private static final Pattern TEXT =
            Pattern.compile("\\$pbkdf2-sha512\\$i=([0-9]{1,9})\\$([A-Za-z0-9+/]{11,128})\\$([A-Za-z0-9+/]{27,128})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /// Makes one of a new password. Takes about a second.
    ///
    /// @param password not empty
    public static PasswordHash of(char[] password) {
        return of(password, ITERATIONS);
    }

    static PasswordHash of(char[] password, int iterations) {
        if (password.length == 0) {
            throw new IllegalArgumentException("an empty password protects nothing");
        }
        byte[] salt = random(SALT_BYTES);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations, HASH_BYTES));
    }

    /// Reads the text of one; empty when it is none.
    public static Optional<PasswordHash> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int iterations = Integer.parseInt(parts.group(1));
        if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS) {
            return Optional.empty();
        }
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            return Optional.of(
                    new PasswordHash(iterations, decoder.decode(parts.group(2)), decoder.decode(parts.group(3))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// One that no password matches and that takes as much work to find that out.
    public PasswordHash decoy() {
        return new PasswordHash(iterations, random(SALT_BYTES), random(hash.length));
    }

    /// Whether it is the password's. Takes about a second, as long for a wrong one as for the
    /// right one.
    public boolean matches(char[] password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations, hash.length));
    }

    /// The work a check takes, to compare with others.
    public int iterations() {
        return iterations;
    }

    /// As it is kept in the configuration file.
    public String text() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$pbkdf2-sha512$i=" + iterations + "$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(hash);
    }

    /// Without anything worth guessing from.
    @Override
    public String toString() {
        return "PasswordHash[" + iterations + " iterations]";
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations, int length) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, length * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }
}
