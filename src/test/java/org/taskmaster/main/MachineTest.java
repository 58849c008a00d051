package org.taskmaster.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.config.ConfigLoader;
import org.taskmaster.config.LoadResult;
import org.taskmaster.host.NotRegular;
import org.taskmaster.linux.LinuxPlumbing;

class MachineTest {

    private static final int READINGS = 3000;

    @TempDir
    Path directory;

    @Test
    void aConfigurationIsOpenedOnlyWhenItIsAFile() {
        Path fifo = fifo("fifo");

        assertThatThrownBy(() -> Machine.atStart(fifo).open(fifo)).isInstanceOf(NotRegular.class);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFifoThatComesInTheMomentOfReadingMakesNobodyWait() throws Exception {
        Path file = Files.writeString(directory.resolve("taskmaster.yaml"), "programs: {web: {cmd: sleep 1}}\n");
        Path good = directory.resolve("good");
        Path fifo = fifo("fifo");
        Machine machine = Machine.atStart(file);
        AtomicBoolean over = new AtomicBoolean();

        // Takes turns: the file goes aside, the FIFO comes in its place, and back.
        Thread swapper = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                move(file, good);
                move(fifo, file);
                move(file, fifo);
                move(good, file);
            }
        });
        int loaded = 0;
        for (int i = 0; i < READINGS || loaded == 0; i++) {
            loaded += ConfigLoader.load(file, machine) instanceof LoadResult.Loaded ? 1 : 0;
        }
        over.set(true);
        swapper.join();

        assertThat(ConfigLoader.load(file, machine)).isInstanceOf(LoadResult.Loaded.class);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path fifo(String name) {
        Path fifo = directory.resolve(name);
        try (LinuxPlumbing plumbing = LinuxPlumbing.open()) {
            plumbing.openInlet(fifo, java.util.Set.of()).close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return fifo;
    }
}
