/// Reads the YAML configuration into the model, or into a complete list of problems with their places
/// and remedies.
///
/// May use: `model`, `passwords` and the YAML parser. Start reading at [org.taskmaster.config.ConfigLoader];
/// what can be configured stands in [org.taskmaster.config.Keys].
///
/// The way of a file: `SourceText` (bytes to text) → `TreeReader` (text to [org.taskmaster.config.Node]s) →
/// `DocumentReader` (finds the sections, mends wrong indentation) → `SupervisorReader` and `ProgramReader`
/// (settings to values, through `Settings`) → `LaunchTemplate` (a program's values to its processes). Each step
/// reports what is wrong and goes on, so that one look shows everything.
@NullMarked
package org.taskmaster.config;

import org.jspecify.annotations.NullMarked;
