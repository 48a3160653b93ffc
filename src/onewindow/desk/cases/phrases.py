"""Sentences that officers write every day (常用语), by kind of step."""

from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("phrases.yaml")


@cache
def _all() -> dict[str, list[str]]:
    content: dict[str, list[str]] = yaml.load(FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return content


def phrases_for(kind: str) -> list[str]:
    """Return the sentences offered for a kind of step."""
    return _all().get(kind, [])
