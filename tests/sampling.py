"""How many examples a property is shown: a sample in a quick run, many more in a long one."""

import os

from hypothesis import HealthCheck, Phase, settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
EXAMPLES, THOROUGH = 15, 500
TIMES = 1 if PROFILE == "quick" else 20
# A quick run says that something fails and the smallest example; it does not explain further.
QUICK = (Phase.explicit, Phase.generate, Phase.shrink)
# How long an example takes says nothing on a machine that does other work too.
SLOW = (HealthCheck.too_slow,)


def load_profile() -> None:
    """Have every property show as many examples as this run is for."""
    settings.register_profile(
        "quick", max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=QUICK
    )
    settings.register_profile(
        "thorough", max_examples=THOROUGH, deadline=None, suppress_health_check=SLOW
    )
    settings.load_profile(PROFILE)


def shown(examples: int, *, of: int = 0, in_one_place: bool = False) -> settings:
    """Return settings for so many examples in a quick run, 20 times as many in a long one.

    `of`: what a long one multiplies when an example costs too much for a quick run.
    `in_one_place`: the examples share what a fixture made; each undoes what it did.
    """
    suppressed = {*SLOW, HealthCheck.function_scoped_fixture} if in_one_place else SLOW
    most = examples if TIMES == 1 else (of or examples) * TIMES
    return settings(max_examples=most, suppress_health_check=list(suppressed))
