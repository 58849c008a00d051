package org.taskmaster.model;

import java.util.Locale;
import java.util.Optional;

/// What part of a system a syslog message comes from ([RFC 5424
/// §6.2.1](https://www.rfc-editor.org/rfc/rfc5424#section-6.2.1)), by the names that syslog.conf knows.
public enum SyslogFacility {
    KERN(0),
    USER(1),
    MAIL(2),
    DAEMON(3),
    AUTH(4),
    SYSLOG(5),
    LPR(6),
    NEWS(7),
    UUCP(8),
    CRON(9),
    AUTHPRIV(10),
    FTP(11),
    LOCAL0(16),
    LOCAL1(17),
    LOCAL2(18),
    LOCAL3(19),
    LOCAL4(20),
    LOCAL5(21),
    LOCAL6(22),
    LOCAL7(23);

    private final int number;

    SyslogFacility(int number) {
        this.number = number;
    }

    /// Its number in a message.
    public int number() {
        return number;
    }

    /// As it is written: `daemon`, `local0`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The facility of a number.
    public static Optional<SyslogFacility> numbered(int number) {
        for (SyslogFacility facility : values()) {
            if (facility.number == number) {
                return Optional.of(facility);
            }
        }
        return Optional.empty();
    }
}
