"""Tell the orders of activities apart without writing each of them down.

A case's fingerprint is the sum over its events of weight(place) x activity modulo a prime, twice
with other weights: multilinear universal hashing (Carter & Wegman 1979). With weights drawn at
random two given orders get the same pair with a probability below 2^-60, and a sum needs no
sorting. The weights are a place put through a few rounds of squaring modulo the prime: plain
arithmetic, the same on every engine.
"""

import ibis.expr.types as ir

PRIME = 2_147_483_647
PARTS = ("mark_a", "mark_b")
# Factor and summands of the rounds; any numbers without a pattern do.
ROUNDS = {
    "mark_a": (1_103_515_245, 1_518_500_249, 1_859_775_393, 899_497_514),
    "mark_b": (1_664_525_223, 1_732_584_193, 271_733_878, 1_013_904_223),
}


def weighed(steps: ir.Table) -> ir.Table:
    """Return the steps with what each adds to its case's fingerprint."""
    # There are few places: worked out once for each, not for every event.
    places = steps.select("seq").distinct()
    weights = places.select(
        place="seq", **{f"weight_{part}": _weight(places.seq, part) for part in PARTS}
    )
    table = steps.join(weights, [("seq", "place")])
    activity = table.activity.cast("int64")
    return table.mutate(**{part: (table[f"weight_{part}"] * activity) % PRIME for part in PARTS})


def _weight(place: ir.IntegerColumn, part: str) -> ir.IntegerColumn:
    factor, *summands = ROUNDS[part]
    weight = (place.cast("int64") * factor) % PRIME
    for summand in summands:
        weight = (weight * weight + summand) % PRIME
    return weight


def sums(table: ir.Table) -> dict[str, ir.IntegerScalar]:
    """Return the two sums that are the fingerprint."""
    return {part: table[part].sum().cast("int64") for part in PARTS}
