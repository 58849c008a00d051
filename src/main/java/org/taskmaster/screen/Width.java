package org.taskmaster.screen;

import org.jline.utils.WCWidth;

/// How many columns characters take, by the table the screen model uses.
final class Width {

    private Width() {}

    /// 0 for what is added to the character before it, 2 for wide ones, else 1; negative for controls.
    static int of(int codePoint) {
        return WCWidth.wcwidth(codePoint);
    }
}
