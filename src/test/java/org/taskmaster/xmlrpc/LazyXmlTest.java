package org.taskmaster.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// XML costs megabytes, and nobody pays before somebody uses it.
class LazyXmlTest {

    @Test
    void theFirstCallLoadsXmlAndNothingBeforeItDoes() throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstCall.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(jvm.waitFor()).isZero();
        int made = lines.indexOf(FirstCall.MADE);
        assertThat(made).isPositive();
        assertThat(lines.subList(0, made)).noneMatch(LazyXmlTest::isXml);
        assertThat(lines.subList(made, lines.size())).anyMatch(LazyXmlTest::isXml);
    }

    private static boolean isXml(String line) {
        return line.contains(" javax.xml.") || line.contains(".org.apache.xerces.");
    }
}
