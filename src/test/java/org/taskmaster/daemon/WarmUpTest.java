package org.taskmaster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taskmaster.control.SupervisorInfo;
import org.taskmaster.linux.Environment;
import org.taskmaster.linux.WarmUpHost;
import org.taskmaster.model.Programs;

class WarmUpTest {

    @Test
    void goesTheWayFromADeathToTheNextRunAsOftenAsItSays() {
        try (WarmUpHost host = new WarmUpHost(Environment.ofThisProcess())) {
            WarmUp.run(
                    new SupervisorInfo("0", 1, Path.of("taskmaster.yaml"), Path.of("activity.log"), "supervisor"),
                    Programs.configuration(List.of()).supervisor(),
                    host,
                    Simulation.nothingIsCaptured());

            assertThat(host.spawned()).isEqualTo(1 + WarmUp.RESTARTS);
        }
    }
}
