"""Confidence intervals over replications."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

# Student's t at 97.5 % for 1 … 10 degrees of freedom; beyond, its expansion is exact to 1e-4.
_FEW = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281)


@dataclass(frozen=True)
class Interval:
    """A mean over replications, between the ends of its 95 % confidence interval."""

    mean: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """How far the ends are from the mean."""
        return (self.high - self.low) / 2

    @property
    def excludes_zero(self) -> bool:
        """Tell whether a difference is more than chance."""
        return self.low > 0 or self.high < 0


def interval(values: Sequence[float]) -> Interval | None:
    """Return the interval of the mean; values that are not there (NaN) do not count."""
    known = [value for value in values if not math.isnan(value)]
    if not known:
        return None
    mean = fmean(known)
    if len(known) == 1:
        return Interval(mean, mean, mean)
    half = student_t(len(known) - 1) * stdev(known) / math.sqrt(len(known))
    return Interval(mean, mean - half, mean + half)


def student_t(freedom: int) -> float:
    """Return the 97.5 % quantile of Student's t (Abramowitz & Stegun 26.7.5)."""
    if freedom <= len(_FEW):
        return _FEW[freedom - 1]
    x, n = NormalDist().inv_cdf(0.975), freedom
    return (
        x
        + (x**3 + x) / (4 * n)
        + (5 * x**5 + 16 * x**3 + 3 * x) / (96 * n**2)
        + (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / (384 * n**3)
        + (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / (92160 * n**4)
    )
