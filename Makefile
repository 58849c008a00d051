# Short names for what is done often; every one is a plain command you can also type.
.PHONY: run check test fuzz format docs tour bench clean

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

clean:
	mvn -q -B clean
