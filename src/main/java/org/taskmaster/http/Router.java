package org.taskmaster.http;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the resource that answers a path.
final class Router {

    private final List<Route> longestFirst;

    Router(List<Route> routes) {
        longestFirst = routes.stream()
                .sorted(Comparator.comparing((Route route) -> route.prefix().length())
                        .reversed())
                .toList();
    }

    Optional<Resource> resourceFor(String path) {
        return longestFirst.stream()
                .filter(route -> route.covers(path))
                .map(Route::resource)
                .findFirst();
    }
}
