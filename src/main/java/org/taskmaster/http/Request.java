package org.taskmaster.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request, read completely and within all bounds.
///
/// @param path decoded, beginning with a slash
/// @param query the parameters behind the question mark, decoded, in the order they came
/// @param headers by name in lower case; of several of one name, the first
/// @param body empty when there is none
public record Request(
        Method method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        Caller caller) {

    /// The first parameter of this name.
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    /// All parameters of this name.
    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    /// The header of this name.
    ///
    /// @param name in lower case
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
