"""A paper as plain content, before anybody knows whether Word or Excel writes it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Grid:
    """A table; `widths` are in cm and add up to the page, columns in `left` are not centred."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    lines: Sequence[Sequence[str]]
    left: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A title, a line below it, texts and tables in their order, and what is signed."""

    title: str
    subtitle: str
    body: tuple[str | Grid, ...]
    signatures: tuple[str, ...] = ()
