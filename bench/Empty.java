import java.io.File;

/// The least that a supervisor in Java can be: it starts one program, and waits for its end.
final class Empty {

    private Empty() {}

    public static void main(String[] command) throws Exception {
        new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
