package org.taskmaster.control;

/// What came of the order to go on as another build of the supervisor.
public sealed interface UpgradeReport {

    /// It was shown that it can go on, and takes the place of this one in a moment.
    ///
    /// @param version as in `0.2.0`
    /// @param build which build of it
    record Begun(String version, String build) implements UpgradeReport {}

    /// Nothing was done.
    ///
    /// @param why in words for people
    record Refused(String why) implements UpgradeReport {}
}
