# Short names for what is done often; every one is a plain command you can also type.
.PHONY: run check test fuzz torture format docs tour bench install clean

# Where install puts things; DESTDIR is for those who make packages.
PREFIX ?= /usr/local
HOME_DIR = $(DESTDIR)$(PREFIX)/lib/taskmaster
SHARE = $(DESTDIR)$(PREFIX)/share
PUT = umask 022 && install -D -m 644

# How long `make fuzz` goes on.
MINUTES ?= 10
# How often `make torture` kills the supervisor, and how it chooses when.
KILLS ?= 100
SEED ?= 20261130

run: ## supervise the example, with the shell
	./taskmaster examples/hello.yaml

check: ## is the example's configuration valid?
	./taskmaster check examples/hello.yaml

test: ## everything that must be green
	mvn -B -ntp verify

fuzz: ## hostile input to everything that reads bytes from outside, for MINUTES=10
	mvn -q -B -ntp test -Dtest='*FuzzTest' -Dtaskmaster.fuzz.minutes=$(MINUTES)

torture: ## kill the supervisor KILLS=100 times while everything goes on, chosen by SEED=20261130
	mvn -q -B -ntp verify -Dtest=NoUnit -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=TortureIT \
	    -Dtaskmaster.torture.kills=$(KILLS) -Dtaskmaster.torture.seed=$(SEED)

format: ## put the sources into the project's format (Maven must run on JDK 25)
	mvn -q -B spotless:apply -Pformat-check

docs: ## write the generated reference pages anew
	mvn -q -B test -Dtaskmaster.regenerate=true -Dgolden=write

tour: ## every feature live, with visible output
	examples/tour/run

bench: ## side by side with a C floor, supervisord and others
	bench/run

# Whoever builds it, what is installed belongs to who installs it, and everybody may read it.
install: ## the three programs, their manual pages, completions, documentation and examples, below PREFIX (/usr/local)
	./taskmaster --version >/dev/null
	umask 022 && mkdir -p "$(HOME_DIR)" "$(DESTDIR)$(PREFIX)/bin" && \
	    build=$$(readlink target/run/current) && rm -rf "$(HOME_DIR)/$$build" && \
	    cp -R --preserve=timestamps "target/run/$$build" "$(HOME_DIR)/$$build" && \
	    chmod -R u=rwX,go=rX "$(HOME_DIR)/$$build" && ln -sfn "$$build" "$(HOME_DIR)/current"
	install -m 755 taskmaster "$(HOME_DIR)/taskmaster"
	for program in taskmaster taskmasterd taskmasterctl; do \
	    ln -sf ../lib/taskmaster/taskmaster "$(DESTDIR)$(PREFIX)/bin/$$program" && \
	    $(PUT) "completions/$$program.bash" "$(SHARE)/bash-completion/completions/$$program" && \
	    $(PUT) -t "$(SHARE)/zsh/site-functions" "completions/_$$program" && \
	    $(PUT) -t "$(SHARE)/fish/vendor_completions.d" "completions/$$program.fish" || exit; done
	$(PUT) -t "$(SHARE)/man/man1" man/*.1
	$(PUT) -t "$(SHARE)/man/man8" man/*.8
	$(PUT) -t "$(SHARE)/doc/taskmaster" CHANGELOG.md SECURITY.md LICENSE jvm.options ctl.options
	$(PUT) -t "$(SHARE)/doc/taskmaster/examples" examples/*.yaml examples/*.service
	for directory in decisions explanation how-to reference; do \
	    $(PUT) -t "$(SHARE)/doc/taskmaster/docs/$$directory" "docs/$$directory"/* || exit; done

clean:
	mvn -q -B clean
