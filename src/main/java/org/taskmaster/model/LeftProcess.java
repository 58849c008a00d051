package org.taskmaster.model;

/// A process that a program has left behind.
///
/// @param name what the kernel calls it: the beginning of its program's file name
/// @param outside whether it has left the process group of the program, as a daemon does
public record LeftProcess(int pid, String name, boolean outside) {

    /// As it is shown to people: `pid 4711 (nginx) outside its process group`.
    public String text() {
        return "pid " + pid + " (" + name + ")" + (outside ? " outside its process group" : "");
    }
}
