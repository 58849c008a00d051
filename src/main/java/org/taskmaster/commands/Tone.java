package org.taskmaster.commands;

/// What a piece of text wants to tell by its colour, where there are colours.
public enum Tone {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    UNSETTLED("33"),
    BAD("31"),
    NAME_1("36"),
    NAME_2("35"),
    NAME_3("34"),
    NAME_4("96"),
    NAME_5("95"),
    NAME_6("94"),
    NAME_7("33");

    private final String sgr;

    Tone(String sgr) {
        this.sgr = sgr;
    }

    /// `text` between the escape sequences of this tone (ECMA-48, SGR).
    public String paint(String text) {
        return sgr.isEmpty() || text.isEmpty() ? text : "\u001b[" + sgr + "m" + text + "\u001b[0m";
    }
}
