"""Calls every method of supervisord's interface, rightly and wrongly, and prints what came of it.

usage: every_method.py SOCKET DIRECTORY CONFIGURATION

One line for each value: a label, a tab, and the value as JSON. What differs from run to run, as pids and
times, is replaced by a word.
"""

import base64
import http.client
import json
import os
import re
import signal
import socket
import sys
import time
import xmlrpc.client

SOCKET, DIRECTORY, CONFIGURATION = sys.argv[1:]
DEADLINE = 60


class Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(DEADLINE)
        self.sock.connect(SOCKET)


class Transport(xmlrpc.client.Transport):
    def make_connection(self, host):
        return Connection("localhost")


server = xmlrpc.client.ServerProxy("http://localhost/RPC2", transport=Transport(), allow_none=True)
called = set()


def canonical(key, value):
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        if key in ("start", "stop", "now"):
            return "TIME" if value > 1_000_000_000 else value
        if key == "pid":
            return "PID" if value > 1 else value
        return value
    if isinstance(value, str):
        value = value.replace(DIRECTORY, "DIR")
        value = re.sub(r"pid \d+, uptime \d+:\d\d:\d\d", "pid PID, uptime TIME", value)
        return re.sub(r"[A-Z][a-z]{2} \d\d \d\d:\d\d [AP]M", "DATE", value)
    return str(value)


def tell(label, key, value):
    if isinstance(value, dict):
        if not value:
            print(label, "{}", sep="\t")
        for name in sorted(value):
            tell(label + "." + name, name, value[name])
    elif isinstance(value, (list, tuple)):
        print(label + ".length", len(value), sep="\t")
        for index, item in enumerate(value):
            tell(label + "[" + name_of(item, index) + "]", key, item)
    else:
        print(label, json.dumps(canonical(key, value), ensure_ascii=True), sep="\t")


def name_of(item, index):
    if isinstance(item, dict) and "group" in item:
        return item["group"] if item["group"] == item["name"] else item["group"] + ":" + item["name"]
    return str(index)


def result(method, *arguments):
    called.add(method)
    call = server
    for part in method.split("."):
        call = getattr(call, part)
    try:
        return call(*arguments)
    except xmlrpc.client.Fault as fault:
        return {"fault": fault.faultCode, "text": fault.faultString}
    except xmlrpc.client.ProtocolError as error:
        return {"http": error.errcode}
    except xmlrpc.client.expat.ExpatError:
        return {"answer": "is no XML"}


def tell_order(label, struct):
    """The order of the members of a struct, without those that only newer supervisords have."""
    tell("order of " + label, "", ", ".join(name for name in struct if name != "autorestart"))


def ask(method, *arguments, ordered=True, note=""):
    """Calls a method and tells the answer. Of several processes at once, supervisord tells in whatever order
    they were through."""
    answer = result("supervisor." + method if "." not in method else method, *arguments)
    if not ordered and isinstance(answer, list):
        answer = sorted(answer, key=lambda item: (item["group"], item["name"]))
    shown = ", ".join(json.dumps(argument, default=lambda other: type(other).__name__) for argument in arguments)
    label = "%s(%s)%s" % (method, shown, " " + note if note else "")
    tell(label, "pid" if method == "getPID" else "", answer)
    return answer


def until(what, condition):
    end = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > end:
            sys.exit("waited in vain until " + what)
        time.sleep(0.02)


def await_state(name, *states):
    until(name + " is " + " or ".join(states), lambda: server.supervisor.getProcessInfo(name)["statename"] in states)


def await_log(name, text, count=1):
    until("%s is in the log of %s %d times" % (text, name, count),
          lambda: server.supervisor.readProcessStdoutLog(name, 0, 0).count(text) >= count)


def hold_up(name):
    """Makes a program slow to stop, when it is started the next time."""
    open(DIRECTORY + "/" + name, "w").close()


def let_go(name):
    os.remove(DIRECTORY + "/" + name)


def loaded(xml):
    try:
        return xmlrpc.client.loads(xml)[0]
    except xmlrpc.client.Fault as fault:
        return fault.faultString


def post(label, body, path="/RPC2", method="POST", headers={}):
    connection = Connection("localhost")
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    print("http: " + label, answer.status, sep="\t")
    if answer.status == 200:
        print("http: " + label + ", type", json.dumps(answer.getheader("Content-Type")), sep="\t")
        tell("http: " + label + ", answer", "", loaded(answer.read()))
    connection.close()


def call(method, params="<params/>"):
    return "<?xml version='1.0'?><methodCall><methodName>%s</methodName>%s</methodCall>" % (method, params)


def about_the_supervisor():
    for method in "getAPIVersion", "getVersion", "getSupervisorVersion", "getIdentification", "getState", "getPID":
        ask(method)
        ask(method, 1)
    ask("readLog", -10, 5)
    ask("readLog", 0, -1)
    ask("readMainLog", "x", 0)
    ask("readLog", 0)
    answer = result("supervisor.readLog", 0, 4)
    tell("readLog(0, 4) is a year", "", answer == time.strftime("%Y"))
    answer = result("supervisor.readMainLog", "0", "4")
    tell("readMainLog('0', '4') is a year", "", answer == time.strftime("%Y"))
    ask("sendRemoteCommEvent", "type", "data")
    ask("sendRemoteCommEvent", "type")


def about_methods():
    names = [name for name in ask("system.listMethods")]
    for name in names:
        ask("system.methodSignature", name)
        tell("system.methodHelp(%s) is a text" % name, "", isinstance(result("system.methodHelp", name), str))
    ask("system.methodSignature", "supervisor.nope")
    ask("system.methodHelp", "nope")
    for name in "nope", "supervisor.nope", "supervisor", "supervisor.", "nope.getState", "supervisor._update":
        ask(name if "." in name else name + ".", )
    ask("supervisor.supervisord.options.execve", "a")
    ask("system.multicall", [])
    ask("system.multicall", [
        {"methodName": "supervisor.getState", "params": []},
        {"methodName": "supervisor.getAPIVersion"},
        {"methodName": "supervisor.getProcessInfo", "params": ["nope"]},
        {"methodName": "supervisor.nope", "params": []},
        {"params": []},
        {"methodName": "system.multicall", "params": [[]]},
        {"methodName": "supervisor.getState", "params": [1]},
        {"methodName": "supervisor.startProcess", "params": ["many:0"]},
        {"methodName": "supervisor.stopProcess", "params": ["many:0"]},
        {"methodName": "supervisor.stopProcess", "params": ["many:0"]},
    ])
    return names


def about_processes():
    ask("getAllProcessInfo")
    for name in "web", "web:web", "many:1", "missing", "nope", "many", "many:3", "many:*", "many:", "", ":", "nope:x":
        ask("getProcessInfo", name)
    ask("getProcessInfo")
    ask("getProcessInfo", "web", "web")
    ask("getProcessInfo", 5)
    ask("getProcessInfo", "joined")
    ask("getAllConfigInfo")
    tell_order("getProcessInfo", result("supervisor.getProcessInfo", "web"))
    tell_order("getAllConfigInfo", result("supervisor.getAllConfigInfo")[0])
    tell_order("getState", result("supervisor.getState"))
    tell_order("signalAllProcesses", result("supervisor.signalAllProcesses", "CONT")[0])
    tell_order("multicall", result("system.multicall", [{"methodName": "supervisor.nope", "params": []}])[0])


def about_starting():
    hold_up("slow")
    for name in "many:0", "many:0", "missing", "noexec", "nope", "nope:*", "many:7", "many":
        ask("startProcess", name)
    ask("startProcess", "many:1", 1)
    ask("startProcess", "many:2", 0)
    await_state("many:2", "RUNNING")
    ask("startProcess", "many:*")
    ask("startProcess")
    ask("startProcess", "quick")
    await_state("quick", "FATAL")
    ask("getProcessInfo", "quick")
    ask("startProcess", "ends")
    await_state("ends", "EXITED")
    ask("getProcessInfo", "ends")
    ask("getProcessInfo", "many:0")
    ask("stopProcess", "many:0")
    ask("stopProcess", "many:0")
    ask("getProcessInfo", "many:0")
    ask("stopProcess", "many:1", False)
    await_state("many:1", "STOPPED")
    for name in "nope", "missing", "quick", "ends":
        ask("stopProcess", name)
    ask("stopProcess", "many:*", ordered=False)
    ask("stopProcessGroup", "many")
    ask("startProcessGroup", "many", ordered=False)
    ask("stopProcessGroup", "many", 1, ordered=False)
    ask("startProcessGroup", "many", False, ordered=False)
    ask("startProcessGroup", "nope")
    ask("stopProcessGroup", "many:0")
    ask("startProcessGroup", "missing")
    ask("startProcess", "missing:*")
    ask("stopAllProcesses", ordered=False)
    ask("stopAllProcesses", True)
    ask("startAllProcesses", True, ordered=False)
    for name in "many:0", "web", "cat", "told", "slow":
        await_state(name, "RUNNING")
    await_state("quick", "FATAL")
    await_state("ends", "EXITED")
    await_log("slow", "ready")
    ask("startAllProcesses", "a", "b")


def about_stopping_again():
    ask("stopProcess", "slow", False)
    ask("getProcessInfo", "slow")
    ask("stopProcess", "slow")
    await_state("slow", "STOPPED")


def about_signals():
    await_log("told", "ready")
    ask("signalProcess", "told", "USR1")
    await_log("told", "told")
    for name, word in ("told", "SIGUSR1"), ("told", "10"), ("told", 10), ("told", " usr1 "):
        ask("signalProcess", name, word)
    for name, word in ("told", "NOPE"), ("told", "12345"), ("told", "0"), ("nope", "USR1"), ("nope", "NOPE"):
        ask("signalProcess", name, word)
    ask("signalProcess", "quick", "USR1")
    ask("signalProcess", "quick", "NOPE")
    ask("signalProcess", "many:*", "CONT", ordered=False)
    ask("signalProcessGroup", "many", "CONT", ordered=False)
    ask("signalProcessGroup", "many", "NOPE", ordered=False)
    ask("signalProcessGroup", "quick", "NOPE")
    ask("signalProcessGroup", "nope", "CONT")
    ask("signalAllProcesses", "CONT", ordered=False)
    ask("signalAllProcesses")
    ask("signalProcess", "web", "KILL")
    await_log("web", "hello", 3)
    await_state("web", "RUNNING")


def about_logs():
    text = "".join("%04d\n" % number for number in range(40))
    with open(DIRECTORY + "/missing.out", "w") as log:
        log.write(text)
    for offset, length in (0, 0), (0, 10), (10, 10), (195, 10), (200, 10), (210, 10), (300, 0), (-10, 0), (-500, 0), \
            (-10, 10), (0, -10), (-10, -10), (0, 100000), ("0", "10"), (0, 0.0), ("x", 0), (0, None):
        ask("readProcessStdoutLog", "missing", offset, length)
        if not isinstance(offset, str):
            ask("tailProcessStdoutLog", "missing", offset, length)
    for offset, length in (190, 100), (199, 1), (100, 100), (100, 99), (0, 200), (0, 199), (200, 0):
        ask("tailProcessLog", "missing", offset, length)
    for method in "readProcessLog", "readProcessStderrLog", "tailProcessLog", "tailProcessStderrLog":
        ask(method, "missing", 0, 5)
        ask(method, "web:web", 0, 5)
        ask(method, "nope", 0, 5)
        ask(method, "many:*", 0, 5)
        ask(method, "many:0", 0, 5)
        ask(method, "missing", 0)
    await_log("joined", "both\noutputs\n")
    for method in "readProcessStdoutLog", "readProcessStderrLog", "tailProcessStdoutLog", "tailProcessStderrLog":
        ask(method, "joined", 0, 100)
    written = lambda note, content: (overwrite(content), ask("readProcessStdoutLog", "missing", 0, 0, note=note))
    written("of UTF-8", "à la carte\tende\n".encode())
    ask("readProcessStdoutLog", "missing", -16, 0, note="within a character")
    written("of a carriage return", b"50%\r100%\n")
    written("of markup", b"<&>]]>\n")
    written("of colours", b"\x1b[31mred\x1b[0m\n\0")
    written("of bytes", b"\xff\xfe\n")
    overwrite(b"left\n")
    ask("clearProcessLogs", "missing")
    ask("readProcessStdoutLog", "missing", 0, 0, note="after it was cleared")
    ask("clearProcessLog", "many:0")
    for name in "nope", "many:*":
        ask("clearProcessLogs", name)
    ask("clearProcessLogs")
    ask("clearAllProcessLogs", ordered=False)
    ask("readProcessStdoutLog", "web", 0, 0)


def overwrite(content):
    with open(DIRECTORY + "/missing.out", "wb") as log:
        log.write(content)


def about_input():
    ask("sendProcessStdin", "cat", "one\n")
    await_log("cat", "one\n")
    ask("sendProcessStdin", "cat", "zwei: ä\n")
    await_log("cat", "zwei: ä\n")
    ask("sendProcessStdin", "cat", xmlrpc.client.Binary(b"three\n"))
    await_log("cat", "three\n")
    ask("sendProcessStdin", "cat", 5)
    for name in "nope", "many:*", "quick":
        ask("sendProcessStdin", name, "x")
    ask("sendProcessStdin", "cat")


def about_the_configuration():
    ask("reloadConfig")
    ask("addProcessGroup", "web")
    ask("addProcessGroup", "nope")
    ask("removeProcessGroup", "web")
    ask("removeProcessGroup", "nope")
    ask("removeProcessGroup", "quick")
    ask("getProcessInfo", "quick")
    ask("removeProcessGroup", "quick")
    ask("reloadConfig")
    ask("addProcessGroup", "quick")
    ask("getProcessInfo", "quick")
    rewrite()
    ask("reloadConfig")
    ask("addProcessGroup", "extra")
    await_state("extra", "RUNNING")
    ask("getProcessInfo", "ends")
    ask("removeProcessGroup", "ends")
    ask("stopProcess", "many:*", ordered=False)
    ask("removeProcessGroup", "many")
    ask("addProcessGroup", "many")
    ask("getProcessInfo", "many:3")
    ask("reloadConfig")
    infos = result("supervisor.getAllConfigInfo")
    tell("names after the change", "", sorted(info["group"] + ":" + info["name"] for info in infos))


def rewrite():
    """Adds a program, takes one away, and gives one another copy."""
    with open(DIRECTORY + "/changed") as changed, open(CONFIGURATION, "w") as configuration:
        configuration.write(changed.read())


def about_http():
    string = "<params><param><value>%s</value></param></params>"
    post("a call", call("supervisor.getState"))
    post("no params", call("supervisor.getState", ""))
    post("a text without a type", call("supervisor.getProcessInfo", string % "nope"))
    post("an empty name", call(""))
    post("no name", "<methodCall><params/></methodCall>")
    post("no XML", "hello")
    post("half a call", "<methodCall><methodName>supervisor.getState</methodName>")
    post("a bad number", call("supervisor.getState", string % "<int>x</int>"))
    post("a document type", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + call("supervisor.getState"))
    post("GET", None, method="GET")
    post("a path below", call("supervisor.getState"), path="/RPC2/")
    post("another type", call("supervisor.getState"), headers={"Content-Type": "application/json"})
    post("nothing there", None, path="/logtail/nope", method="GET")
    post("no such channel", None, path="/logtail/web/nope", method="GET")
    post("no log", None, path="/logtail/many:0/stdout", method="GET")
    post("no log of its own", None, path="/logtail/joined/stderr", method="GET")
    post("a group", None, path="/logtail/many:*", method="GET")
    post("a followed log by POST", "", path="/logtail/web")


def about_the_end():
    let_go("slow")
    ask("startProcess", "slow")
    ask("clearLog")
    ask("restart")
    until("everything was started anew",
          lambda: answering() and result("supervisor.getProcessInfo", "slow").get("pid") == 0)
    await_state("web", "RUNNING")
    hold_up("held")
    ask("startProcess", "held")
    await_log("held", "ready")
    ask("shutdown")
    for method, arguments in ("getState", []), ("getAPIVersion", []), ("getProcessInfo", ["held"]):
        ask(method, *arguments, note="while it ends")
    for method, arguments in ("startProcess", ["many:0"]), ("stopProcess", ["many:0"]), ("shutdown", []), \
            ("restart", []), ("reloadConfig", []), ("clearLog", []), ("addProcessGroup", ["x"]), \
            ("sendRemoteCommEvent", ["type", "data"]):
        ask(method, *arguments, note="while it ends")
    let_go("held")


def answering():
    try:
        return result("supervisor.getState") == {"statecode": 1, "statename": "RUNNING"}
    except OSError:
        return False


for name in "web", "cat", "told", "joined":
    await_state(name, "RUNNING")
about_the_supervisor()
names = about_methods()
about_processes()
about_starting()
about_signals()
about_logs()
about_input()
about_stopping_again()
about_http()
about_the_configuration()
about_the_end()
tell("methods that were not called", "", sorted(set(names) - called))
