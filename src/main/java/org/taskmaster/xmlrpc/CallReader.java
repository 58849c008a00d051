package org.taskmaster.xmlrpc;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads a call, trusting nothing: no document type, hence no entities and nothing that is fetched from
/// anywhere; bounded in size, depth and number of values.
///
/// What real clients send is taken: a text without a type, no `params` at all, `i8` and `nil`. Whatever its
/// declaration says, a call is in UTF-8, as supervisord has it.
final class CallReader {

    /// The longest call, in bytes; the longest that makes sense is text for a program's standard input.
    private static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_VALUES = 50_000;
    private static final int DEEPEST = 32;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HH:mm:ss");

    private final XMLStreamReader xml;
    private int values;

    /// What was read.
    sealed interface Reading {

        record Call(MethodCall call) implements Reading {}

        /// It is no call.
        ///
        /// @param reason in words for people
        record Malformed(String reason) implements Reading {}
    }

    /// Why it is no call.
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        Refused(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }

    private CallReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /// Reads a whole call.
    static Reading read(byte[] body) {
        if (body.length > MOST_BYTES) {
            return new Reading.Malformed("a call has at most " + MOST_BYTES + " bytes, this has " + body.length);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
            try {
                return new Reading.Call(new CallReader(xml).call());
            } finally {
                xml.close();
            }
        } catch (CharacterCodingException _) {
            return new Reading.Malformed("not UTF-8");
        } catch (XMLStreamException e) {
            return new Reading.Malformed("not well-formed XML" + place(e.getLocation()));
        } catch (Refused refused) {
            return new Reading.Malformed(refused.reason);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLReporter((_, _, _, _) -> {
            // what is wrong is reported to the client; without a reporter the parser prints it
        });
        return factory;
    }

    private static String place(@org.jspecify.annotations.Nullable Location location) {
        return location == null || location.getLineNumber() < 1
                ? ""
                : " at line " + location.getLineNumber() + ", column " + location.getColumnNumber();
    }

    private MethodCall call() throws XMLStreamException, Refused {
        expectOpening("methodCall");
        expectOpening("methodName");
        String name = text("methodName").strip();
        if (name.isEmpty()) {
            throw new Refused("the name of the method is missing");
        }
        List<Value> parameters = new ArrayList<>();
        if (opensBefore("methodCall")) {
            expect("params");
            while (opensBefore("params")) {
                expect("param");
                expectOpening("value");
                parameters.add(value(1));
                expectClosing("param");
            }
            expectClosing("methodCall");
        }
        int event = next();
        if (event != XMLStreamConstants.END_DOCUMENT) {
            throw new Refused("something follows the call");
        }
        return new MethodCall(name, parameters);
    }

    /// Reads up to the end of a `value` that was opened.
    private Value value(int depth) throws XMLStreamException, Refused {
        if (depth > DEEPEST) {
            throw new Refused("values are nested deeper than " + DEEPEST + " levels");
        }
        if (++values > MOST_VALUES) {
            throw new Refused("there are more than " + MOST_VALUES + " values");
        }
        StringBuilder untyped = new StringBuilder();
        int event = next();
        while (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
            untyped.append(xml.getText());
            event = next();
        }
        if (event == XMLStreamConstants.END_ELEMENT) {
            return Value.of(untyped.toString());
        }
        if (!untyped.toString().isBlank()) {
            throw new Refused("a value has text beside its type");
        }
        Value value = typed(xml.getLocalName(), depth);
        expectClosing("value");
        return value;
    }

    private Value typed(String type, int depth) throws XMLStreamException, Refused {
        return switch (type) {
            case "string" -> Value.of(text(type));
            case "int", "i4", "i2", "i1" -> new Value.Int(integer(text(type).strip()));
            case "i8" -> new Value.Int(wide(text(type).strip()));
            case "boolean" -> truth(text(type).strip());
            case "double" -> real(text(type).strip());
            case "base64" -> base64(text(type));
            case "dateTime.iso8601" -> time(text(type).strip());
            case "nil" -> {
                expectClosing("nil");
                yield new Value.Nil();
            }
            case "array" -> array(depth);
            case "struct" -> struct(depth);
            default -> throw new Refused("there is no type " + shown(type));
        };
    }

    private Value array(int depth) throws XMLStreamException, Refused {
        List<Value> items = new ArrayList<>();
        if (opensBefore("array")) {
            expect("data");
            while (opensBefore("data")) {
                expect("value");
                items.add(value(depth + 1));
            }
            expectClosing("array");
        }
        return new Value.Items(items);
    }

    private Value struct(int depth) throws XMLStreamException, Refused {
        SequencedMap<String, Value> members = new LinkedHashMap<>();
        while (opensBefore("struct")) {
            expect("member");
            expectOpening("name");
            String name = text("name");
            expectOpening("value");
            members.put(name, value(depth + 1));
            expectClosing("member");
        }
        return new Value.Members(members);
    }

    private static int integer(String text) throws Refused {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new Refused("cannot read " + shown(text) + " as a number of 32 bits");
        }
    }

    private static long wide(String text) throws Refused {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new Refused("cannot read " + shown(text) + " as a number of 64 bits");
        }
    }

    private static Value truth(String text) throws Refused {
        return switch (text) {
            case "1", "true" -> Value.of(true);
            case "0", "false" -> Value.of(false);
            default -> throw new Refused("cannot read " + shown(text) + " as 1 or 0");
        };
    }

    private static Value real(String text) throws Refused {
        try {
            return new Value.Real(Double.parseDouble(text));
        } catch (NumberFormatException _) {
            throw new Refused("cannot read " + shown(text) + " as a number");
        }
    }

    private static Value base64(String text) throws Refused {
        try {
            return new Value.Bytes(Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException _) {
            throw new Refused("cannot read a value as base64");
        }
    }

    private static Value time(String text) throws Refused {
        try {
            return new Value.Time(LocalDateTime.parse(text, TIME));
        } catch (DateTimeException _) {
            throw new Refused("cannot read " + shown(text) + " as a time; write it as 20261123T05:31:00");
        }
    }

    private static String shown(String text) {
        return "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
    }

    /// The text of an element without elements in it, up to its end.
    private String text(String element) throws XMLStreamException, Refused {
        StringBuilder text = new StringBuilder();
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event != XMLStreamConstants.CHARACTERS && event != XMLStreamConstants.CDATA) {
                throw new Refused("<" + element + "> has an element in it");
            }
            text.append(xml.getText());
        }
        return text.toString();
    }

    /// Whether another element is opened before this one is closed.
    private boolean opensBefore(String closing) throws XMLStreamException, Refused {
        int event = nextElement();
        if (event == XMLStreamConstants.END_ELEMENT) {
            return false;
        }
        if (event != XMLStreamConstants.START_ELEMENT) {
            throw new Refused("<" + closing + "> is not closed");
        }
        return true;
    }

    private void expectOpening(String element) throws XMLStreamException, Refused {
        if (nextElement() != XMLStreamConstants.START_ELEMENT) {
            throw new Refused("<" + element + "> is missing");
        }
        expect(element);
    }

    private void expect(String element) throws Refused {
        if (!xml.getLocalName().equals(element)) {
            throw new Refused("<" + element + "> is expected where " + shown(xml.getLocalName()) + " is");
        }
    }

    private void expectClosing(String element) throws XMLStreamException, Refused {
        if (nextElement() != XMLStreamConstants.END_ELEMENT) {
            throw new Refused("<" + element + "> has something in it that does not belong there");
        }
    }

    /// The next opening or closing, with nothing but blanks before it.
    private int nextElement() throws XMLStreamException, Refused {
        int event = next();
        while (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
            if (!xml.getText().isBlank()) {
                throw new Refused("there is text where none belongs");
            }
            event = next();
        }
        return event;
    }

    /// For some broken documents, a broken document type among them, the JDK's parser throws what it has
    /// not declared.
    private int advance() throws XMLStreamException, Refused {
        try {
            return xml.next();
        } catch (RuntimeException _) {
            throw new Refused("not well-formed XML" + place(xml.getLocation()));
        }
    }

    /// The next thing that counts; what could make the parser work for an attacker is refused.
    private int next() throws XMLStreamException, Refused {
        while (xml.hasNext()) {
            int event = advance();
            switch (event) {
                case XMLStreamConstants.DTD,
                        XMLStreamConstants.ENTITY_REFERENCE,
                        XMLStreamConstants.ENTITY_DECLARATION,
                        XMLStreamConstants.NOTATION_DECLARATION ->
                    throw new Refused("document types and entities are not allowed");
                case XMLStreamConstants.COMMENT,
                        XMLStreamConstants.PROCESSING_INSTRUCTION,
                        XMLStreamConstants.SPACE -> {
                    // means nothing
                }
                default -> {
                    return event;
                }
            }
        }
        throw new Refused("the call ends too early");
    }
}
