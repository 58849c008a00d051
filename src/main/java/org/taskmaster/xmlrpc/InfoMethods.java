package org.taskmaster.xmlrpc;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.control.ProcessStatus;
import org.taskmaster.http.Caller;
import org.taskmaster.model.OnDemand;
import org.taskmaster.xmlrpc.RpcMethod.Signature;

/// The methods that report how processes are.
final class InfoMethods {

    private final Control control;
    private final ProcessNames names;
    private final InstantSource time;
    private final ZoneId zone;

    InfoMethods(Control control, ProcessNames names, InstantSource time, ZoneId zone) {
        this.control = control;
        this.names = names;
        this.time = time;
        this.zone = zone;
    }

    List<RpcMethod> methods() {
        return List.of(
                RpcMethod.looks(
                        "supervisor.getProcessInfo",
                        "Returns the state of a process.",
                        Signature.of("struct", "string"),
                        (arguments, caller) -> info(arguments.text(0), caller)),
                RpcMethod.looks(
                        "supervisor.getAllProcessInfo",
                        "Returns the state of every process, sorted by group and name.",
                        Signature.of("array"),
                        (_, caller) -> allInfo(caller)));
    }

    private Value info(String name, Caller caller) {
        ProcessStatus process = names.one(name);
        return infos(control.status()).of(seen(process, caller));
    }

    /// Values of the environment are for those who may act.
    private static ProcessStatus seen(ProcessStatus process, Caller caller) {
        return caller.mayAct() ? process : process.withoutSecrets();
    }

    private Value allInfo(Caller caller) {
        FleetStatus fleet = control.status();
        ProcessInfos infos = infos(fleet);
        List<ProcessStatus> sorted = fleet.processes().stream()
                .sorted(Comparator.comparing(ProcessStatus::program).thenComparing(ProcessNames::within))
                .toList();
        return new Value.Items(new OnDemand<>(sorted, process -> infos.of(seen(process, caller))));
    }

    /// What is expected of a process is looked up where it matters, which is for few of them.
    private ProcessInfos infos(FleetStatus fleet) {
        return new ProcessInfos(
                fleet.asOf(),
                time.instant(),
                zone,
                name -> control.inForce(name).map(process -> process.config().policy()));
    }
}
