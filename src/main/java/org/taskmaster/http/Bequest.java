package org.taskmaster.http;

import java.util.OptionalInt;

/// The addresses at which a server in this process listened before, and clients may be waiting.
public interface Bequest {

    /// There are none.
    Bequest NOTHING = new Bequest() {
        @Override
        public boolean socket(int descriptor) {
            return false;
        }

        @Override
        public OptionalInt port(int descriptor) {
            return OptionalInt.empty();
        }
    };

    /// Puts what listens at the Unix socket in the place of what a descriptor leads to.
    ///
    /// @return whether there is something
    boolean socket(int descriptor);

    /// As above, with what listens at the TCP port.
    ///
    /// @return the number of the port, if there is one
    OptionalInt port(int descriptor);
}
