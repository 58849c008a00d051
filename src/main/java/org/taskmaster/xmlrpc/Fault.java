package org.taskmaster.xmlrpc;

/// Ends a method with a fault as its answer. Thrown by what answers methods and caught where the answer
/// is written; it has no stack trace.
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final FaultCode code;
    private final String text;

    private Fault(FaultCode code, String text) {
        super(text, null, false, false);
        this.code = code;
        this.text = text;
    }

    /// A fault whose name says everything.
    Fault(FaultCode code) {
        this(code, code.name());
    }

    /// @param detail what it is about
    static Fault about(FaultCode code, String detail) {
        return new Fault(code, code.about(detail));
    }

    /// As a verdict on one process has it.
    static Fault of(Verdict verdict) {
        return new Fault(verdict.code(), verdict.text());
    }

    FaultCode code() {
        return code;
    }

    /// What the client is answered.
    String text() {
        return text;
    }

    /// As an element of the answer to several calls.
    Value asValue() {
        return Value.Members.of("faultCode", Value.of(code.number())).and("faultString", Value.of(text));
    }
}
