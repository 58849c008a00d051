/// supervisord's interface, as its own clients and everybody else's use it: XML-RPC at `/RPC2`, and logs
/// that are followed at `/logtail` and `/mainlogtail`.
///
/// What is a method is written down in a table and nowhere else; no name that comes from outside is ever
/// looked up in code. The classes of `java.xml` are loaded by the first request.
///
/// May use: `model`, `control`, `events`, `http`, and the XML parser of the JDK. Start reading at
/// [org.taskmaster.xmlrpc.XmlRpcResource], then [org.taskmaster.xmlrpc.MethodTable].
@NullMarked
package org.taskmaster.xmlrpc;

import org.jspecify.annotations.NullMarked;
