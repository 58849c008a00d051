package org.taskmaster.linux;

import java.util.LinkedHashMap;
import java.util.Map;

/// Someone programs can run as.
///
/// @param name the decimal uid when the system knows no name
public record User(String name, int uid, int gid, String home, String shell) {

    /// What login(1) would set for them: HOME, USER, LOGNAME and SHELL; none that are unknown.
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("USER", name);
        variables.put("LOGNAME", name);
        if (!home.isEmpty()) {
            variables.put("HOME", home);
        }
        if (!shell.isEmpty()) {
            variables.put("SHELL", shell);
        }
        return variables;
    }
}
