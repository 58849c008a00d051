/// Tests of supervisord's interface.
@NullMarked
package org.taskmaster.xmlrpc;

import org.jspecify.annotations.NullMarked;
