package org.taskmaster.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taskmaster.xmlrpc.CallReader.Reading;

class CallReaderTest {

    private static final String EVERY_TYPE = """
            <?xml version='1.0'?>
            <!-- a remark -->
            <methodCall><methodName>supervisor.getState</methodName><params>
            <param><value><int>-5</int></value></param>
            <param><value><i4> 7 </i4></value></param>
            <param><value><boolean>1</boolean></value></param>
            <param><value><string>a &lt;b&gt; &#233; <![CDATA[<c>]]></string></value></param>
            <param><value>untyped </value></param>
            <param><value></value></param>
            <param><value/></param>
            <param><value><double>1.5</double></value></param>
            <param><value><base64>
              aGk=
            </base64></value></param>
            <param><value><dateTime.iso8601>20261123T05:31:00</dateTime.iso8601></value></param>
            <param><value><nil/></value></param>
            <param><value> <array><data> <value><int>1</int></value> <value>x</value> </data></array> </value></param>
            <param><value><struct><member><name>a</name><value><int>1</int></value></member></struct></value></param>
            </params></methodCall>
            """;

    private static Reading read(String xml) {
        return CallReader.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static MethodCall call(String xml) {
        return switch (read(xml)) {
            case Reading.Call(MethodCall call) -> call;
            case Reading.Malformed(String reason) -> throw new AssertionError(reason);
        };
    }

    private static String refusal(String xml) {
        return switch (read(xml)) {
            case Reading.Call(MethodCall call) -> throw new AssertionError("was read: " + call);
            case Reading.Malformed(String reason) -> reason;
        };
    }

    private static String with(String value) {
        return "<methodCall><methodName>m</methodName><params><param>" + value + "</param></params></methodCall>";
    }

    /// The JDK's parser throws a MissingResourceException here.
    @Test
    void aControlCharacterInADocumentTypeIsNotWellFormed() {
        assertThat(refusal("<!DOCTYPE a [\u0001]><b/>")).startsWith("not well-formed XML");
    }

    @Test
    void everyTypeIsRead() {
        List<Value> values = call(EVERY_TYPE).parameters();

        assertThat(values.get(0)).isEqualTo(Value.of(-5));
        assertThat(values.get(1)).isEqualTo(Value.of(7));
        assertThat(values.get(2)).isEqualTo(Value.of(true));
        assertThat(values.get(3)).isEqualTo(Value.of("a <b> é <c>"));
        assertThat(values.get(4)).isEqualTo(Value.of("untyped "));
        assertThat(values.get(5)).isEqualTo(Value.of(""));
        assertThat(values.get(6)).isEqualTo(Value.of(""));
        assertThat(values.get(7)).isEqualTo(new Value.Real(1.5));
        assertThat(((Value.Bytes) values.get(8)).bytes()).asString().isEqualTo("hi");
        assertThat(values.get(9)).isEqualTo(new Value.Time(LocalDateTime.of(2026, 11, 23, 5, 31, 0)));
        assertThat(values.get(10)).isEqualTo(new Value.Nil());
        assertThat(values.get(11)).isEqualTo(new Value.Items(List.of(Value.of(1), Value.of("x"))));
        assertThat(((Value.Members) values.get(12)).member("a")).contains(Value.of(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<methodCall><methodName>m</methodName></methodCall>",
                "<methodCall><methodName> m </methodName><params/></methodCall>",
                "<methodCall>\n<methodName>m</methodName>\n<params>\n</params>\n</methodCall>\n\n",
            })
    void parametersMayBeMissing(String xml) {
        assertThat(call(xml)).isEqualTo(new MethodCall("m", List.of()));
    }

    @Test
    void theEncodingIsUtf8WhateverTheDeclarationSays() {
        String xml = "<?xml version='1.0' encoding='ISO-8859-1'?><methodCall><methodName>é</methodName></methodCall>";

        assertThat(call(xml)).isEqualTo(new MethodCall("é", List.of()));
        assertThat(CallReader.read(xml.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new Reading.Malformed("not UTF-8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE methodCall SYSTEM 'file:///etc/passwd'>",
                "<!DOCTYPE methodCall SYSTEM 'http://127.0.0.1:1/x.dtd'>",
                "<!DOCTYPE methodCall []>",
                "<!DOCTYPE methodCall [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>",
                "<!DOCTYPE methodCall [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]>",
            })
    void documentTypesAreRefused(String declaration) {
        String reason = refusal(declaration + with("<value>&a;</value>"));

        assertThat(reason).isEqualTo("document types and entities are not allowed");
    }

    @Test
    void entitiesThatNobodyDeclaredAreRefused() {
        assertThat(refusal(with("<value>&secret;</value>"))).startsWith("not well-formed XML");
    }

    @Test
    void valuesCannotBeNestedWithoutEnd() {
        String open = "<value><array><data>";
        String close = "</data></array></value>";

        assertThat(refusal(with(open.repeat(100) + close.repeat(100)))).contains("nested deeper than 32");
        assertThat(call(with(open.repeat(32) + close.repeat(32))).name()).isEqualTo("m");
    }

    @Test
    void thereIsABoundToTheNumberOfValuesAndBytes() {
        String many = "<value><array><data>" + "<value/>".repeat(50_001) + "</data></array></value>";

        assertThat(refusal(with(many))).contains("more than 50000 values");
        assertThat(refusal(with("<value>" + "x".repeat(1024 * 1024) + "</value>")))
                .contains("at most 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<methodCall/>",
                "<methodCall><methodName/></methodCall>",
                "<methodCall><methodName> </methodName></methodCall>",
                "<methodCall><params/></methodCall>",
                "<methodCall><methodName>m</methodName>",
                "<methodCall><methodName>m</methodName></methodCall><more/>",
                "<methodCall><methodName>m<b/></methodName></methodCall>",
                "<methodResponse><methodName>m</methodName></methodResponse>",
                "<methodCall><methodName>m</methodName>text</methodCall>",
            })
    void whatIsNoCallIsRefused(String xml) {
        assertThat(refusal(xml)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<value><int>one</int></value>",
                "<value><int>99999999999</int></value>",
                "<value><boolean>yes</boolean></value>",
                "<value><double>x</double></value>",
                "<value><dateTime.iso8601>now</dateTime.iso8601></value>",
                "<value><float>1</float></value>",
                "<value>text<int>1</int></value>",
                "<value><int>1</int>text</value>",
                "<value><int>1</int><int>2</int></value>",
                "<value><array><value/></array></value>",
                "<value><struct><member><value/></member></struct></value>",
                "<int>1</int>",
            })
    void whatIsNoValueIsRefused(String value) {
        assertThat(refusal(with(value))).isNotEmpty();
    }

    @Test
    void whateverComesIsReadOrRefused() {
        Random random = new Random(42);
        byte[] seed = EVERY_TYPE.getBytes(StandardCharsets.UTF_8);
        int refused = 0;

        for (int round = 0; round < 5_000; round++) {
            byte[] mutant = seed.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(128);
            }
            refused += CallReader.read(mutant) instanceof Reading.Malformed ? 1 : 0;
        }

        assertThat(refused).isPositive();
    }
}
