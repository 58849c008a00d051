"""What does a program with a user of its own cost?"""
import os
import pwd

from .measurements import HELD_FOR_RESTART, restart_samples, start_timeout_s
from .programs import Program, sleepers
from .subjects import Missing

USER = "nobody"


def other_user(bench, subject):
    """As `restart`, of programs of the supervisor's own user, and of another one's beside them."""
    if os.geteuid() != 0:
        raise Missing("only root can give programs users of their own")
    try:
        pwd.getpwnam(USER)
    except KeyError as unknown:
        raise Missing(f"there is no user {USER}") from unknown
    theirs = Program("theirs", HELD_FOR_RESTART, user=USER)
    with bench.hold(subject, sleepers(HELD_FOR_RESTART), theirs) as held:
        held.wait_until_held(start_timeout_s(2 * HELD_FOR_RESTART))
        samples = {"own_restart_us": [], "other_restart_us": []}
        # In turns, so that both see the same machine.
        for _ in range(bench.plan.user_turns):
            samples["own_restart_us"] += restart_samples(held, HELD_FOR_RESTART)
            samples["other_restart_us"] += restart_samples(held, HELD_FOR_RESTART, theirs)
        return samples
