"""Looks at services with testinfra, and prints what it saw, as JSON, a line each.

usage: infra.py CONFIGURATION
"""

import json
import sys

import testinfra

CTL = "/usr/bin/supervisorctl"
host = testinfra.get_host("local://")
for name in "web", "many:0", "noexec":
    service = host.supervisor(name, CTL, sys.argv[1])
    print(json.dumps([name, service.is_running, service.status, service.pid is None or service.pid > 1]))
print(json.dumps(sorted([one.name, one.status] for one in host.supervisor.get_services(CTL, sys.argv[1]))))
