package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CarriedTest {

    private static final Carried CARRIED = new Carried(
            Map.of("statedir", "/srv/a b=c&d/état", "listen", ""),
            "taskmaster 0.1.0 (build 1)",
            true,
            Map.of(Carried.SOCKET, List.of(5), Carried.NAMES, List.of(7, 8, 9), Carried.LOCK, List.of()),
            "stop web; echo \"100 %\" & ");

    @Test
    void itIsReadAsItWasWritten() {
        assertThat(Carried.parse(CARRIED.text())).isEqualTo(CARRIED);
        assertThat(CARRIED.allDescriptors()).containsExactlyInAnyOrder(5, 7, 8, 9);
        assertThat(CARRIED.descriptor(Carried.SOCKET)).contains(5);
        assertThat(CARRIED.descriptor(Carried.LOCK)).isEmpty();
        assertThat(CARRIED.descriptor(Carried.PORT)).isEmpty();
    }

    /// Another build may know more, or less.
    @Test
    void whatIsNotKnownIsPassedOver() {
        Carried carried = Carried.parse("colour=red&descriptor.lamp=12,x&" + CARRIED.text() + "&descriptor.port=&&");

        assertThat(carried.places()).isEqualTo(CARRIED.places());
        assertThat(carried.line()).isEqualTo(CARRIED.line());
        assertThat(carried.descriptors()).containsEntry("lamp", List.of(12)).containsEntry(Carried.PORT, List.of());
        assertThat(Carried.parse("")).isEqualTo(new Carried(Map.of(), "another build", false, Map.of(), ""));
    }

    /// Nothing that has this number now is what it was.
    @Test
    void aNumberOfNothingIsNoName() {
        assertThat(CARRIED.name("taskmaster-nothing")).isEqualTo(Optional.empty());
        assertThat(CARRIED.lock(java.nio.file.Path.of("/"))).isEmpty();
    }
}
