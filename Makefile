# Short names for what is done often; every one is a plain command you can also type.
.PHONY: run check test fuzz format docs tour bench install clean

# Where install puts things; DESTDIR is for those who make packages.
PREFIX ?= /usr/local
HOME_DIR = $(DESTDIR)$(PREFIX)/lib/taskmaster

# How long `make fuzz` goes on.
MINUTES ?= 10

run: ## supervise the example, with the shell
	./taskmaster examples/hello.yaml

check: ## is the example's configuration valid?
	./taskmaster check examples/hello.yaml

test: ## everything that must be green
	mvn -B -ntp verify

fuzz: ## hostile input to everything that reads bytes from outside, for MINUTES=10
	mvn -q -B -ntp test -Dtest='*FuzzTest' -Dtaskmaster.fuzz.minutes=$(MINUTES)

format: ## put the sources into the project's format (Maven must run on JDK 25)
	mvn -q -B spotless:apply -Pformat-check

docs: ## write the generated reference pages anew
	mvn -q -B test -Dtaskmaster.regenerate=true -Dgolden=write

tour: ## every feature live, with visible output
	examples/tour/run

bench: ## side by side with a C floor and supervisord
	bench/run

install: ## the three programs, their manual pages and completions, below PREFIX (/usr/local)
	./taskmaster --version >/dev/null
	mkdir -p "$(HOME_DIR)" "$(DESTDIR)$(PREFIX)/bin"
	build=$$(readlink target/run/current) && rm -rf "$(HOME_DIR)/$$build" && \
	    cp -a "target/run/$$build" "$(HOME_DIR)/$$build" && ln -sfn "$$build" "$(HOME_DIR)/current"
	install -m 755 taskmaster "$(HOME_DIR)/taskmaster"
	for program in taskmaster taskmasterd taskmasterctl; do \
	    ln -sf ../lib/taskmaster/taskmaster "$(DESTDIR)$(PREFIX)/bin/$$program" || exit; done
	install -D -m 644 -t "$(DESTDIR)$(PREFIX)/share/man/man1" man/*.1
	install -D -m 644 -t "$(DESTDIR)$(PREFIX)/share/man/man8" man/*.8
	install -D -m 644 completions/taskmasterctl.bash \
	    "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/taskmasterctl"
	install -D -m 644 -t "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" completions/_taskmasterctl
	install -D -m 644 -t "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d" completions/taskmasterctl.fish

clean:
	mvn -q -B clean
