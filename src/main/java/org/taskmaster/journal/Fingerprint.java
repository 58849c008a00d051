package org.taskmaster.journal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.taskmaster.model.Launch;
import org.taskmaster.model.Output;

/// A number that is another one for what needs a restart to take effect: the same rule as [Launch#goesOnAs], for a
/// launch that is known no more. It is no secret kept: who may read it may read the environment of the process
/// itself.
public final class Fingerprint {

    // The constants of FNV-1a, RFC 9923; here, a number or a character is taken at once.
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long value = BASIS;

    private Fingerprint() {}

    public static long of(Launch launch) {
        Fingerprint print = new Fingerprint();
        print.take(launch.command().size());
        launch.command().forEach(print::take);
        Map<String, String> environment = new TreeMap<>(launch.environment());
        print.take(environment.size());
        environment.forEach((name, text) -> {
            print.take(name);
            print.take(text);
        });
        print.take(launch.workingdir().map(Object::toString));
        print.take(launch.umask().orElse(-1));
        print.take(launch.user());
        print.take(launch.stdin().name());
        print.take(launch.joined() ? 1 : 0);
        print.take(launch.stdout());
        print.take(launch.stderr());
        return print.value;
    }

    private void take(Output output) {
        switch (output) {
            case Output.Discard _ -> take("discard");
            case Output.ToFile(var path) -> take("file " + path);
            case Output.Captured _ -> take("captured");
        }
    }

    private void take(Optional<String> text) {
        take(text.isPresent() ? 1 : 0);
        text.ifPresent(this::take);
    }

    private void take(String text) {
        take(text.length());
        for (int i = 0; i < text.length(); i++) {
            take(text.charAt(i));
        }
    }

    private void take(int number) {
        value = (value ^ number) * PRIME;
    }
}
