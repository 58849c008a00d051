/// How passwords are kept: the hash in the configuration file, made by the client and checked by the
/// server.
///
/// May use: nothing. Start reading at [org.taskmaster.passwords.PasswordHash].
@NullMarked
package org.taskmaster.passwords;

import org.jspecify.annotations.NullMarked;
