"""What a procedure lets one expect: a plain table of its steps, and the materials of its guide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from onewindow.eventlog.errors import LogError
from onewindow.kernel.yaml_errors import unreadable

UNITS = ("working", "calendar")


@dataclass(frozen=True)
class ExpectedStep:
    """A step: `needs` are codes of steps before it, `limit` counts days of `limit_unit`.

    Without a limit (None) any time will do; 0 means the same day. An optional one may be missing.
    """

    code: str
    name: str
    unit: str = ""
    needs: tuple[str, ...] = ()
    limit: int | None = None
    limit_unit: str = "working"
    is_optional: bool = False


@dataclass(frozen=True)
class Expected:
    """The steps of a procedure and the names of the materials that its guide lists, if it does.

    `units` maps every name that a unit goes by to the one that the steps call it. Without any,
    units are compared to the letter; with some, a unit that has none of these names is not
    compared, because nobody knows who it is. From an activity of `asks` to the next of `answers` it
    is the applicant's turn: no limit counts that.
    """

    name: str
    steps: tuple[ExpectedStep, ...]
    materials: tuple[str, ...] | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()

    def before(self) -> tuple[tuple[str, str], ...]:
        """Return (earlier, later) for every two steps of which one has to wait for the other."""
        needs = {step.code: step.needs for step in self.steps}
        found: list[tuple[str, str]] = []
        for step in self.steps:
            seen: set[str] = set()
            waiting = list(step.needs)
            while waiting:
                code = waiting.pop()
                if code not in seen:
                    seen.add(code)
                    waiting += needs[code]
            found += [(code, step.code) for code in sorted(seen)]
        return tuple(found)


def read_expected(path: Path) -> Expected:
    """Read a procedure from YAML or JSON; raise LogError saying what is wrong with it."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LogError(f"没有找到流程文件 {path}。") from error
    except (ValueError, yaml.YAMLError) as error:
        reason = unreadable(error)
        raise LogError(f"流程文件 {path.name} 不是能读的 YAML 或 JSON：{reason}。") from error
    if not isinstance(data, Mapping) or not isinstance(data.get("steps"), list):
        raise LogError(f"流程文件 {path.name} 里没有 steps（环节表）。")
    steps = tuple(_step(row, place) for place, row in enumerate(data["steps"], 1))
    materials = data.get("materials")
    return checked(
        Expected(
            name=str(data.get("name") or path.stem),
            steps=steps,
            materials=None if materials is None else tuple(map(str, materials)),
            asks=_names(data.get("asks")),
            answers=_names(data.get("answers")),
        )
    )


def _step(row: object, place: int) -> ExpectedStep:
    if not isinstance(row, Mapping) or not row.get("name"):
        raise LogError(f"第 {place} 个环节没有 name（名称）。")
    name = str(row["name"])
    unit = str(row.get("limit_unit") or "working")
    if unit not in UNITS:
        raise LogError(f"环节“{name}”的 limit_unit 只能写 working（工作日）或 calendar（自然日）。")
    limit = row.get("limit")
    if limit is not None and (not isinstance(limit, int) or limit < 0):
        raise LogError(f"环节“{name}”的 limit 要写天数，如 5。")
    return ExpectedStep(
        code=str(row.get("code") or name),
        name=name,
        unit=str(row.get("unit") or ""),
        needs=_names(row.get("needs")),
        limit=limit,
        limit_unit=unit,
        is_optional=bool(row.get("optional")),
    )


def _names(given: object) -> tuple[str, ...]:
    """Take one name for a list of one."""
    if isinstance(given, str):
        return (given,)
    return tuple(map(str, given)) if isinstance(given, Sequence) else ()


def checked(expected: Expected) -> Expected:
    """Return it; raise LogError for a step named twice, an unknown need or a circle."""
    codes = [step.code for step in expected.steps]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise LogError(f"环节“{twice[0]}”写了两次。")
    for step in expected.steps:
        for need in step.needs:
            if need not in codes:
                raise LogError(f"环节“{step.name}”的前置环节“{need}”不在表里。")
    circles = [earlier for earlier, later in expected.before() if earlier == later]
    if circles:
        raise LogError(f"环节“{circles[0]}”的前置环节绕回了自己。")
    return expected
