package org.taskmaster.cli;

import java.util.Optional;

/// Which supervisor is asked, as whom, and how the answer is printed.
///
/// @param file the configuration whose supervisor is meant
/// @param url where it listens, if that is given instead
/// @param user who we are on TCP
/// @param passwordFile holds the password in its first line
/// @param json whether the answer is printed as JSON
/// @param reason why, for the activity log
record CtlOptions(
        Optional<String> file,
        Optional<String> url,
        Optional<String> user,
        Optional<String> passwordFile,
        boolean json,
        Optional<String> reason) {

    /// None was given.
    static final CtlOptions NONE = new CtlOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());

    CtlOptions withFile(String value) {
        return new CtlOptions(Optional.of(value), url, user, passwordFile, json, reason);
    }

    CtlOptions withUrl(String value) {
        return new CtlOptions(file, Optional.of(value), user, passwordFile, json, reason);
    }

    CtlOptions withUser(String value) {
        return new CtlOptions(file, url, Optional.of(value), passwordFile, json, reason);
    }

    CtlOptions withPasswordFile(String value) {
        return new CtlOptions(file, url, user, Optional.of(value), json, reason);
    }

    CtlOptions withJson(boolean value) {
        return new CtlOptions(file, url, user, passwordFile, value, reason);
    }

    CtlOptions withReason(String value) {
        return new CtlOptions(file, url, user, passwordFile, json, Optional.of(value));
    }
}
