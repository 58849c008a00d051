package org.taskmaster.daemon;

import org.taskmaster.model.Configuration;

/// The configuration that was last read and found good, whether or not it is followed yet. The loop
/// writes it, everyone may read it.
final class Catalogue {

    private volatile Configuration latest;

    Catalogue(Configuration first) {
        latest = first;
    }

    Configuration latest() {
        return latest;
    }

    void set(Configuration configuration) {
        latest = configuration;
    }
}
