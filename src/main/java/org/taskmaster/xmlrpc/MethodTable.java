package org.taskmaster.xmlrpc;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.taskmaster.control.Control;
import org.taskmaster.control.FleetStatus;
import org.taskmaster.http.Caller;

/// Every method there is, by name, and the rules that hold for all of them: how many arguments, and who
/// may call what when.
///
/// Names from outside are looked up here and nowhere else; no code is ever searched for them (supervisord
/// once did, [CVE-2017-11610](https://nvd.nist.gov/vuln/detail/CVE-2017-11610)).
final class MethodTable {

    private final Control control;
    private final SortedMap<String, RpcMethod> byName;

    private MethodTable(Control control, SortedMap<String, RpcMethod> byName) {
        this.control = control;
        this.byName = byName;
    }

    /// The methods of a supervisor.
    ///
    /// @param path the PATH that programs inherit
    /// @param time what is shown as the present time
    /// @param zone the one that times of day are in
    static MethodTable of(Control control, Optional<String> path, InstantSource time, ZoneId zone) {
        ProcessNames names = new ProcessNames(control);
        LogReader logs = new LogReader(control);
        ProcessOrders orders = new ProcessOrders(control, path);
        SortedMap<String, RpcMethod> byName = new TreeMap<>();
        MethodTable table = new MethodTable(control, Collections.unmodifiableSortedMap(byName));
        List<RpcMethod> all = new ArrayList<>();
        all.addAll(new SupervisorMethods(control, logs).methods());
        all.addAll(new ConfigMethods(control).methods());
        all.addAll(new InfoMethods(control, names, time, zone).methods());
        all.addAll(new OrderMethods(control, names, orders).methods());
        all.addAll(new LogMethods(control, names, logs, orders).methods());
        all.addAll(new InputMethods(control, names).methods());
        all.addAll(new SystemMethods(table).methods());
        all.forEach(method -> byName.put(method.name(), method));
        return table;
    }

    /// The names of all methods, sorted.
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    Optional<RpcMethod> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Calls a method.
    ///
    /// @throws Fault when that is its answer
    Value call(MethodCall call, Caller caller) throws InterruptedException {
        RpcMethod method = find(call.name()).orElseThrow(() -> new Fault(FaultCode.UNKNOWN_METHOD));
        MethodArguments arguments = fitting(call, method);
        admit(method, caller);
        return method.body().call(arguments, caller);
    }

    /// Some clients send an empty value for "no arguments": what is too much and empty does not count.
    private static MethodArguments fitting(MethodCall call, RpcMethod method) {
        List<Value> values = new ArrayList<>(call.parameters());
        while (values.size() > method.most() && values.getLast() instanceof Value.Nil) {
            values.removeLast();
        }
        if (values.size() < method.fewest() || values.size() > method.most()) {
            throw new Fault(FaultCode.INCORRECT_PARAMETERS);
        }
        return new MethodArguments(values);
    }

    private void admit(RpcMethod method, Caller caller) {
        switch (method.access()) {
            case LOOK -> {
                // everybody may
            }
            case ANNOUNCE -> requireOperator(caller);
            case ACT -> {
                requireOperator(caller);
                if (control.status().phase() != FleetStatus.Phase.RUNNING) {
                    throw new Fault(FaultCode.SHUTDOWN_STATE);
                }
            }
        }
    }

    private static void requireOperator(Caller caller) {
        if (!caller.mayAct()) {
            throw Fault.about(FaultCode.FAILED, caller.name() + " may look, but not change anything");
        }
    }
}
