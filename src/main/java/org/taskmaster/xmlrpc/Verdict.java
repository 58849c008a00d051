package org.taskmaster.xmlrpc;

/// What became of an order for one process.
///
/// @param text as the client gets it
record Verdict(FaultCode code, String text) {

    /// All went well.
    static final Verdict OK = new Verdict(FaultCode.SUCCESS, "OK");

    /// It did not go well.
    ///
    /// @param detail what it is about
    static Verdict about(FaultCode code, String detail) {
        return new Verdict(code, code.about(detail));
    }
}
