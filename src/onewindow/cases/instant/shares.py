"""Shares with their uncertainty, and the draw for the check by a human afterwards."""

import hashlib
import hmac
from dataclasses import dataclass
from math import sqrt

# 95 %, two-sided.
Z = 1.959963984540054
LOTS = 10_000


@dataclass(frozen=True)
class Share:
    """`part` of `whole`; `low` and `high` are the 95 % Wilson interval, 0 to 1."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self._end(-1)

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self._end(1)

    def _end(self, side: int) -> float:
        # Wilson, JASA 22 (1927) 209-212.
        if not self.whole:
            return 0.0 if side < 0 else 1.0
        n, p = self.whole, self.part / self.whole
        middle = p + Z * Z / (2 * n)
        spread = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        return min(1.0, max(0.0, (middle + side * spread) / (1 + Z * Z / n)))


def lot_of(number: str, secret: str) -> int:
    """Return the lot of a case, 0 to 9999: the same each time, foreseen by nobody without the key.

    Cases with a lot below the share (in hundredths of a per cent) are drawn.
    """
    digest = hmac.new(secret.encode(), f"instant/{number}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") % LOTS
