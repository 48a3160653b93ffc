"""How long something takes: the families a scenario may name, each by figures people know.

The unit is that of the field it stands in (`work_minutes`, `delay_calendar_days` …).
"""

import math
from dataclasses import dataclass

import numpy as np

from onewindow.procedure.simulation.streams import Numbers


@dataclass(frozen=True)
class Fixed:
    """Always the same."""

    value: float

    @property
    def mean(self) -> float:
        """The expected value."""
        return self.value

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return 0.0

    def sample(self, stream: np.random.Generator, count: int) -> Numbers:
        """Return the numbers of as many cases."""
        del stream
        return np.full(count, float(self.value))


@dataclass(frozen=True)
class Exponential:
    """Memoryless, by its mean."""

    mean: float

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return self.mean

    def sample(self, stream: np.random.Generator, count: int) -> Numbers:
        """Return the numbers of as many cases."""
        return stream.standard_exponential(count) * self.mean


@dataclass(frozen=True)
class LogNormal:
    """Skewed to the right, by mean and standard deviation of the time itself."""

    mean: float
    sd: float

    def sample(self, stream: np.random.Generator, count: int) -> Numbers:
        """Return the numbers of as many cases."""
        variance = math.log1p((self.sd / self.mean) ** 2)
        middle = math.log(self.mean) - variance / 2
        return np.exp(middle + math.sqrt(variance) * stream.standard_normal(count))


@dataclass(frozen=True)
class Gamma:
    """Between exponential and nearly fixed, by mean and standard deviation."""

    mean: float
    sd: float

    def sample(self, stream: np.random.Generator, count: int) -> Numbers:
        """Return the numbers of as many cases."""
        shape = (self.mean / self.sd) ** 2
        return stream.standard_gamma(shape, count) * (self.mean / shape)


@dataclass(frozen=True)
class Uniform:
    """Anything between two bounds."""

    low: float
    high: float

    @property
    def mean(self) -> float:
        """The expected value."""
        return (self.low + self.high) / 2

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return (self.high - self.low) / math.sqrt(12)

    def sample(self, stream: np.random.Generator, count: int) -> Numbers:
        """Return the numbers of as many cases."""
        return self.low + (self.high - self.low) * stream.random(count)


@dataclass(frozen=True)
class Triangular:
    """Least, usual and most, with straight sides."""

    low: float
    mode: float
    high: float

    @property
    def mean(self) -> float:
        """The expected value."""
        return (self.low + self.mode + self.high) / 3

    @property
    def sd(self) -> float:
        """The standard deviation."""
        low, mode, high = self.low, self.mode, self.high
        return math.sqrt((low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18)

    def sample(self, stream: np.random.Generator, count: int) -> Numbers:
        """Return the numbers of as many cases."""
        width = self.high - self.low
        share = stream.random(count)
        if width == 0:
            return np.full(count, float(self.low))
        rising = self.low + np.sqrt(share * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1 - share) * width * (self.high - self.mode))
        return np.where(share < (self.mode - self.low) / width, rising, falling)


@dataclass(frozen=True)
class Pert:
    """Least, usual and most, with the usual weighing four times (Malcolm et al. 1959)."""

    low: float
    mode: float
    high: float

    @property
    def mean(self) -> float:
        """The expected value."""
        return (self.low + 4 * self.mode + self.high) / 6

    @property
    def sd(self) -> float:
        """The standard deviation of the beta distribution with this mean."""
        return math.sqrt(max((self.mean - self.low) * (self.high - self.mean) / 7, 0))

    def sample(self, stream: np.random.Generator, count: int) -> Numbers:
        """Return the numbers of as many cases."""
        width = self.high - self.low
        if width == 0:
            return np.full(count, float(self.low))
        first = 1 + 4 * (self.mode - self.low) / width
        return self.low + width * stream.beta(first, 6 - first, count)


@dataclass(frozen=True)
class Empirical:
    """Drawn from what was observed, each value as likely as its weight."""

    values: tuple[float, ...]
    weights: tuple[float, ...] = ()

    @property
    def mean(self) -> float:
        """The expected value."""
        return float(np.average(self.values, weights=self.weights or None))

    @property
    def sd(self) -> float:
        """The standard deviation."""
        squares = np.square(np.asarray(self.values) - self.mean)
        return math.sqrt(float(np.average(squares, weights=self.weights or None)))

    def sample(self, stream: np.random.Generator, count: int) -> Numbers:
        """Return the numbers of as many cases."""
        weights = np.asarray(self.weights or (1.0,) * len(self.values))
        edges = np.cumsum(weights / weights.sum())[:-1]
        places = np.searchsorted(edges, stream.random(count), side="right")
        return np.asarray(self.values, dtype=np.float64)[places]


Distribution = Fixed | Exponential | LogNormal | Gamma | Uniform | Triangular | Pert | Empirical
