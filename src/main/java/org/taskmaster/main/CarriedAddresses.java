package org.taskmaster.main;

import java.util.Optional;
import java.util.OptionalInt;
import org.taskmaster.http.Bequest;
import org.taskmaster.linux.KeptDescriptor;

/// The addresses among what a supervisor has left that was this process.
record CarriedAddresses(Carried carried) implements Bequest {

    @Override
    public boolean socket(int descriptor) {
        Optional<Integer> kept = carried.descriptor(Carried.SOCKET);
        kept.ifPresent(number -> KeptDescriptor.putInPlaceOf(descriptor, number));
        return kept.isPresent();
    }

    @Override
    public OptionalInt port(int descriptor) {
        Optional<Integer> kept = carried.descriptor(Carried.PORT);
        if (kept.isEmpty()) {
            return OptionalInt.empty();
        }
        KeptDescriptor.putInPlaceOf(descriptor, kept.get());
        return KeptDescriptor.port(descriptor);
    }
}
