package org.taskmaster.control;

import org.taskmaster.model.ProcessConfig;

/// A process of the configuration that was last read.
///
/// @param inUse whether its program is supervised
public record ConfiguredProcess(ProcessConfig config, boolean inUse) {}
