package org.taskmaster.config;

import java.util.Optional;
import org.taskmaster.config.ExpandedTexts.PathTemplate;
import org.taskmaster.model.Capture;
import org.taskmaster.model.Output;
import org.taskmaster.model.Shown;
import org.taskmaster.model.SyslogTarget;

/// Where a stream of a program goes, but for the number of the process.
sealed interface OutputTemplate {

    /// Nowhere.
    record Nowhere() implements OutputTemplate {
        @Override
        public boolean isConstant() {
            return true;
        }

        @Override
        public Output outputFor(int number) {
            return new Output.Discard();
        }

        @Override
        public void hide(int number, Shown.Builder shown) {
            // nothing is written
        }
    }

    /// Into a file that the process writes by itself.
    record Direct(PathTemplate file) implements OutputTemplate {
        @Override
        public boolean isConstant() {
            return file.text().isConstant();
        }

        @Override
        public Output outputFor(int number) {
            return new Output.ToFile(file.pathFor(number));
        }

        @Override
        public void hide(int number, Shown.Builder shown) {
            file.hide(number, shown);
        }
    }

    /// Through the supervisor.
    ///
    /// @param path of the file, if there is one
    /// @param tag of messages to syslog, if one is written
    /// @param first what is done with the output of process 0
    record Captured(Optional<PathTemplate> path, Optional<Template> tag, Capture first) implements OutputTemplate {
        @Override
        public boolean isConstant() {
            return path.stream().allMatch(file -> file.text().isConstant())
                    && tag.stream().allMatch(Template::isConstant);
        }

        @Override
        public Output outputFor(int number) {
            return new Output.Captured(isConstant() ? first : captureFor(number));
        }

        @Override
        public void hide(int number, Shown.Builder shown) {
            path.ifPresent(file -> file.hide(number, shown));
            tag.filter(text -> text.written().isPresent())
                    .ifPresent(text -> shown.text(text.textFor(number), text.shownFor(number)));
        }

        private Capture captureFor(int number) {
            return new Capture(
                    path.isPresent()
                            ? first.file().map(file -> file.at(path.get().pathFor(number)))
                            : Optional.empty(),
                    first.format(),
                    first.stripAnsi(),
                    first.console(),
                    first.syslog()
                            .map(target -> new SyslogTarget(
                                    target.server(), target.facility(), tag.map(text -> text.textFor(number)))),
                    first.onError());
        }
    }

    /// Whether it is the same for every process of the program.
    boolean isConstant();

    /// Where the stream of one process goes.
    Output outputFor(int number);

    /// Takes note of what has to be hidden of it.
    void hide(int number, Shown.Builder shown);
}
