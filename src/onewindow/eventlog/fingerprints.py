"""Tell the orders of activities apart without writing each of them down.

A case's fingerprint is the sum over its events of weight(place) x activity modulo a prime, twice
with other weights: multilinear universal hashing (Carter & Wegman 1979). Two given orders get the
same pair with a probability below 2^-60, and a sum needs no sorting.
"""

import random
from functools import cache

import ibis
import ibis.expr.types as ir

PRIME = 2_147_483_647
PLACES = 4096
# Always the same weights: a fingerprint means the same in every run.
SEED = 1979
PARTS = ("mark_a", "mark_b")


@cache
def _weights() -> ir.Table:
    rng = random.Random(SEED)  # noqa: S311 - no secret: spreads, does not hide
    rows = [
        {"place": place, "weight_a": rng.randrange(1, PRIME), "weight_b": rng.randrange(1, PRIME)}
        for place in range(PLACES)
    ]
    schema = {"place": "int32", "weight_a": "int64", "weight_b": "int64"}
    return ibis.memtable(rows, schema=schema)


def weighed(steps: ir.Table) -> ir.Table:
    """Return the steps with what each adds to its case's fingerprint."""
    # Beyond the last place the weights come again, times the round.
    place, lap = steps.seq % PLACES, steps.seq // PLACES + 1
    found = steps.mutate(place=place, lap=lap)
    table = found.join(_weights(), "place")
    value = (table.activity.cast("int64") * table.lap) % PRIME
    return table.mutate(
        mark_a=(table.weight_a * value) % PRIME, mark_b=(table.weight_b * value) % PRIME
    )


def sums(table: ir.Table) -> dict[str, ir.IntegerScalar]:
    """Return the two sums that are the fingerprint."""
    return {part: table[part].sum().cast("int64") for part in PARTS}
