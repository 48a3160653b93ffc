"""What a version changes against the one that is published, element by element."""

from collections.abc import Mapping
from dataclasses import dataclass

from onewindow.desk.items.elements import Element


@dataclass(frozen=True)
class Change:
    """An element that differs: the lines that went, the lines that came."""

    code: str
    label: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def changes(before: Mapping[str, Element], after: Mapping[str, Element]) -> list[Change]:
    """Return the elements whose lines differ, in the order of the form."""
    found = []
    for code, element in after.items():
        old = _said(before.get(code))
        new = _said(element)
        if old != new:
            found.append(
                Change(
                    code,
                    element.label,
                    tuple(line for line in old if line not in new),
                    tuple(line for line in new if line not in old),
                )
            )
    return found


def _said(element: Element | None) -> tuple[str, ...]:
    return tuple(line for line in element.texts if line) if element else ()
