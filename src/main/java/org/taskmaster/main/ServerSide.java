package org.taskmaster.main;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.taskmaster.control.Control;
import org.taskmaster.ctl.CtlResource;
import org.taskmaster.events.Event;
import org.taskmaster.events.EventBus;
import org.taskmaster.http.Bequest;
import org.taskmaster.http.CannotListen;
import org.taskmaster.http.Resource;
import org.taskmaster.http.Response;
import org.taskmaster.http.Route;
import org.taskmaster.http.Server;
import org.taskmaster.http.ServerLog;
import org.taskmaster.model.ServerConfig;
import org.taskmaster.rest.ApiResource;
import org.taskmaster.xmlrpc.LogTailResource;
import org.taskmaster.xmlrpc.XmlRpcResource;

/// What can be asked from outside, and where.
final class ServerSide {

    private static final byte[] OK = "OK".getBytes(StandardCharsets.US_ASCII);

    private ServerSide() {}

    /// Takes the server's addresses. No client is answered before [Server#start].
    ///
    /// @param path the PATH that programs inherit
    /// @param carried what a supervisor has left that was this process
    /// @throws StartRefused when an address cannot be had
    static Server open(
            ServerConfig config,
            Control control,
            EventBus bus,
            Footprint footprint,
            Optional<String> path,
            Optional<Carried> carried) {
        ServerLog log = (level, text) -> bus.publish(new Event.OfSupervisor(
                Instant.now(), level, control.info().shown().of(text)));
        try {
            return Server.open(
                    config,
                    () -> noted(routes(control, path), footprint),
                    new LinuxPeers(),
                    log,
                    carried.<Bequest>map(CarriedAddresses::new).orElse(Bequest.NOTHING));
        } catch (CannotListen e) {
            throw new StartRefused(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static List<Route> noted(List<Route> routes, Footprint footprint) {
        return routes.stream()
                .map(route -> new Route(route.prefix(), noted(route.resource(), footprint)))
                .toList();
    }

    private static Resource noted(Resource resource, Footprint footprint) {
        return request -> {
            footprint.used();
            return resource.answer(request);
        };
    }

    private static List<Route> routes(Control control, Optional<String> path) {
        return List.of(
                new Route("/v1", new ApiResource(control)),
                new Route("/ctl", new CtlResource(control, Build.id())),
                // As supervisord has it, for monitors that only want to know whether the supervisor is there.
                new Route("/ok.html", _ -> new Response.Whole(200, "text/html; charset=utf-8", OK)),
                new Route("/RPC2", new XmlRpcResource(control, path)),
                new Route("/logtail", new LogTailResource(control)),
                new Route("/mainlogtail", new LogTailResource(control)));
    }
}
