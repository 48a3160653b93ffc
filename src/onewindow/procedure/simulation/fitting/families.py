"""Which family of times fits best: by the area between the distribution functions."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from onewindow.procedure.simulation.distributions import (
    Distribution,
    Empirical,
    Exponential,
    Fixed,
    Gamma,
    LogNormal,
)
from onewindow.procedure.simulation.streams import Numbers

SAMPLE = 4000
# Farther from every family than this share of the mean, what was observed is drawn from itself.
TOO_FAR = 0.12
FEW = 8
POINTS = 100


def best_family(values: Sequence[float]) -> tuple[Distribution, float]:
    """Return the distribution nearest to what was observed, and its distance over the mean.

    Few observations are their mean with the spread of an exponential; what no family resembles is
    kept as quantiles.
    """
    observed = np.sort(np.asarray(values, dtype=np.float64))
    if not len(observed) or observed[-1] <= 0:
        return Fixed(0.0), 0.0
    mean, sd = float(observed.mean()), float(observed.std())
    if sd < 0.02 * mean:
        return Fixed(mean), 0.0
    if len(observed) < FEW:
        return Exponential(mean), distance(Exponential(mean), observed)
    ranked = sorted(
        ((distance(family, observed), place, family)
         for place, family in enumerate(_families(observed, mean, sd))),
        key=lambda each: each[:2],
    )  # fmt: skip
    far, _place, best = ranked[0]
    if far <= TOO_FAR:
        return best, far
    kept = in_parts(observed, POINTS)
    return kept, distance(kept, observed)


def in_parts(observed: Numbers, count: int) -> Empirical:
    """Return the means of equally large parts of what was observed: its own mean is kept."""
    parts = np.array_split(np.sort(observed), min(count, len(observed)))
    values = tuple(round(float(part.mean()), 4) for part in parts)
    sizes = tuple(float(len(part)) for part in parts)
    return Empirical(values, () if len(set(sizes)) == 1 else sizes)


def distance(family: Distribution, observed: Numbers) -> float:
    """Return the area between two distribution functions over the observed mean (Wasserstein 1)."""
    drawn = np.sort(family.sample(np.random.Generator(np.random.PCG64(1)), SAMPLE))
    return wasserstein(drawn, observed) / float(observed.mean())


def wasserstein(one: Numbers, other: Numbers) -> float:
    """Return the mean distance of the quantiles of two samples."""
    shares = (np.arange(1000) + 0.5) / 1000
    first, second = (np.sort(each)[(shares * len(each)).astype(int)] for each in (one, other))
    return float(np.abs(first - second).mean())


def _families(observed: Numbers, mean: float, sd: float) -> Iterator[Distribution]:
    yield Exponential(mean)
    yield Gamma(mean, sd)
    positive = observed[observed > 0]
    if len(positive) == len(observed):
        logs = np.log(positive)
        variance = float(logs.var())
        center = math.exp(float(logs.mean()) + variance / 2)
        yield LogNormal(center, center * math.sqrt(math.expm1(variance)))
        yield LogNormal(mean, sd)
