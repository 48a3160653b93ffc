"""Items written shortly: one line for each step, under the real law of `data/base`."""

import itertools
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from onewindow.procedure.redesign import Definition, Evidence, Law
from onewindow.procedure.redesign.notation import read_definition, read_law

BASE = Path(__file__).parents[3] / "data" / "base"
SAMPLE = Path(__file__).parents[3] / "data" / "sample" / "redesign" / "street-kitchen.yaml"
WHOLE = {"join_rule": str, "on_silence": str, "quorum": int, "is_optional": bool}
KINDS = {"受理": "acceptance", "决定": "decision", "送达": "delivery"}

Plain = Mapping[str, object]


@cache
def law() -> Law:
    return read_law(yaml.safe_load((BASE / "precedences.yaml").read_text(encoding="utf-8")))


def sample() -> tuple[Definition, Evidence]:
    return read_definition(yaml.safe_load(SAMPLE.read_text(encoding="utf-8")), law())


def line(text: str) -> dict[str, object]:
    """Read "b 资料审查 m/p 3 <a" as code, name, unit and post, days, needs; then key=a,b."""
    code, name, unit, days, *rest = text.split()
    where, _, post = unit.partition("/")
    kind = next((kind for word, kind in KINDS.items() if name.startswith(word)), "review")
    row: dict[str, object] = {
        "code": code, "name": name, "kind": kind, "unit": where, "post": post, "limit": int(days),
    }  # fmt: skip
    for word in rest:
        if word.startswith("<"):
            row["needs"] = word[1:].split(",")
        else:
            key, _, values = word.partition("=")
            row[key] = WHOLE[key](values) if key in WHOLE else values.split(",")
    return row


def serial(*texts: str) -> list[dict[str, object]]:
    """Let every step wait for the one before it, unless its line says otherwise."""
    rows = [line(text) for text in texts]
    for one, other in itertools.pairwise(rows):
        other.setdefault("needs", [one["code"]])
    return rows


def item(*steps: str, **rest: object) -> tuple[Definition, Evidence]:
    """Read an item from lines of steps and the other keys of the file."""
    data = {"name": "示例事项", "item_type": "licensing", **rest, "steps": serial(*steps)}
    return read_definition(data, law())


def days(n: int, p50: float, p95: float) -> Plain:
    return {"n": n, "p50": p50, "p80": (p50 + p95) / 2, "p95": p95}
