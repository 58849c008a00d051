package org.taskmaster.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.taskmaster.host.Plumbing.Outlet;
import org.taskmaster.model.KeptFile;

final class RenamedLogs implements OldLogs {
    @Override
    public void setAside(KeptFile file, Outlet open) throws IOException {
        if (file.backups() == 0) {
            open.truncate(0);
            return;
        }
        Path p = file.path();
        for (int i = file.backups() - 1; i >= 1; i--) {
            Path a = p.resolveSibling(p.getFileName() + "." + i);
            if (Files.exists(a))
                Files.move(a, p.resolveSibling(p.getFileName() + "." + (i + 1)), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(p, p.resolveSibling(p.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
}
