package org.taskmaster.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taskmaster.http.Method;
import org.taskmaster.http.Request;
import org.taskmaster.http.Resource;
import org.taskmaster.xmlrpc.XmlRpcResource;

/// Every body of an XML-RPC call is answered, and a real supervisor behind it takes no harm.
class XmlRpcFuzzTest {

    private static final List<String> WORDS = List.of(
            "<methodCall>",
            "</methodCall>",
            "<methodName>",
            "</methodName>",
            "<params>",
            "<params/>",
            "<param>",
            "</param>",
            "<value>",
            "</value>",
            "<value/>",
            "<string>",
            "</string>",
            "<int>1</int>",
            "<i4>-1</i4>",
            "<boolean>1</boolean>",
            "<double>1e9</double>",
            "<base64>AAAA</base64>",
            "<nil/>",
            "<dateTime.iso8601>20261123T05:31:00</dateTime.iso8601>",
            "<array><data>",
            "</data></array>",
            "<struct>",
            "<member><name>methodName</name>",
            "</member></struct>",
            "<?xml version=\"1.0\"?>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?a b?>",
            "<!DOCTYPE a [",
            "<!ENTITY a \"b\">",
            "]>",
            "&amp;",
            "&a;",
            "&#0;",
            "&#x10FFFF;",
            "xmlns=\"a\"",
            "xml:",
            "supervisor.",
            "system.multicall",
            "supervisor.startProcess",
            "supervisor.stopProcess",
            "supervisor.getProcessInfo",
            "supervisor.readLog",
            "supervisor.sendProcessStdin",
            "supervisor.addProcessGroup",
            "supervisor.removeProcessGroup",
            "supervisor.signalProcess",
            "web:*",
            "web:0",
            "cat",
            "idle",
            "job",
            "lost",
            "all",
            "HUP",
            "USR1",
            "\ufeff",
            "\u0000",
            "\ud83d\ude00");

    private static final Pattern TEXT = Pattern.compile(">[^<]+<");

    @TempDir
    Path directory;

    @Test
    void everyBodyIsAnswered() throws Exception {
        try (Victim victim = Victim.in(directory)) {
            Resource resource = new XmlRpcResource(victim.control(), Optional.empty());

            new Campaign("xmlrpc", WORDS, 3_000).run(body -> {
                Request request = new Request(Method.POST, "/RPC2", Map.of(), Map.of(), body, Victim.OPERATOR);
                String answer = Victim.read(resource.answer(request));
                Answers.check(answer);
                victim.check();
                return kind(answer);
            });
        }
    }

    /// Which values there are, and which fault, but not what is in them.
    private static String kind(String answer) {
        int fault = answer.indexOf("<name>faultString</name>");
        return Answers.kind(
                fault < 0
                        ? TEXT.matcher(answer).replaceAll("><")
                        : answer.substring(fault).split(":", 2)[0]);
    }
}
