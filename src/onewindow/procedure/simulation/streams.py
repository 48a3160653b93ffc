"""Random numbers by purpose, so that two variants meet the same luck (common random numbers).

Every purpose (work of a step, its first repetition, …) has a stream of its own, and the n-th number
of a stream belongs to the n-th case. A variant with another step or another pool therefore sees the
same arrivals and the same work content everywhere else (Law & Kelton, variance reduction).
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Streams:
    """The streams of one replication."""

    seed: int
    replication: int

    def of(self, *purpose: str | int) -> np.random.Generator:
        """Return the stream of a purpose, always from its beginning."""
        name = crc32("\x1f".join(map(str, purpose)).encode())
        return np.random.Generator(
            np.random.PCG64(np.random.SeedSequence([self.seed, self.replication, name]))
        )

    def uniform(self, count: int, *purpose: str | int) -> Numbers:
        """Return as many numbers in [0, 1) of a purpose."""
        return self.of(*purpose).random(count)
