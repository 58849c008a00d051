package org.taskmaster.xmlrpc;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.taskmaster.ClassLoading;

/// XML costs megabytes, and nobody pays before somebody uses it.
class LazyXmlTest {

    @Test
    void theFirstCallLoadsXmlAndNothingBeforeItDoes() throws IOException, InterruptedException {
        ClassLoading.comesOnlyAfter(FirstCall.class, FirstCall.MADE, LazyXmlTest::isXml);
    }

    private static boolean isXml(String line) {
        return line.contains(" javax.xml.") || line.contains(".org.apache.xerces.");
    }
}
