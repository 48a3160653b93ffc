"""A deviation, said so that whoever applied can read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from onewindow.eventlog.running import Row, integer
from onewindow.eventlog.zones import EPOCH, zone_of


class Rule(StrEnum):
    """What a case may deviate in."""

    SKIPPED = "skipped"
    WRONG_ORDER = "wrong_order"
    WRONG_UNIT = "wrong_unit"
    OVER_LIMIT = "over_limit"
    UNLISTED_MATERIAL = "unlisted_material"


SAID: Mapping[Rule, str] = {
    Rule.SKIPPED: "少了环节",
    Rule.WRONG_ORDER: "先后不对",
    Rule.WRONG_UNIT: "不该由这个部门办",
    Rule.OVER_LIMIT: "超过时限",
    Rule.UNLISTED_MATERIAL: "要了指南没有的材料",
}
UNITS = {"working": "个工作日", "calendar": "天"}


@dataclass(frozen=True)
class Fault:
    """One deviation of one case, with the reason in Chinese."""

    case: str
    rule: Rule
    step: str
    reason: str


def fault(rule: Rule, row: Row, zone: str) -> Fault:
    """Say a deviation that a rule found."""
    return Fault(str(row["case_id"]), rule, str(row["step"]), REASONS[rule](row, zone))


def _skipped(row: Row, zone: str) -> str:
    return f"没有办“{row['step']}”，就在 {_at(row['at_us'], zone)} 办了“{row['other']}”。"


def _wrong_order(row: Row, zone: str) -> str:
    step, other = row["step"], row["other"]
    began, ended = _at(row["at_us"], zone), _at(row["other_us"], zone)
    return f"“{step}”要等“{other}”办完才能办，实际 {began} 就办了，“{other}”到 {ended} 才办完。"


def _wrong_unit(row: Row, zone: str) -> str:
    when = _at(row["at_us"], zone)
    return f"“{row['step']}”应由{row['other']}办，实际由{row['unit']}在 {when} 办了。"


def _over_limit(row: Row, zone: str) -> str:
    limit, used, unit = integer(row["limit"]), integer(row["used"]), UNITS[str(row["limit_unit"])]
    span = f"{_on(row['ready_us'], zone)} 就可以办，{_on(row['at_us'], zone)} 才办完"
    over = f"用了 {used} {unit}，超了 {used - limit} {unit}"
    return f"“{row['step']}”限 {limit} {unit}，{span}，{over}。"


def _unlisted(row: Row, zone: str) -> str:
    return f"{_at(row['at_us'], zone)} 要“{row['step']}”，办事指南里没有这份材料。"


REASONS: Mapping[Rule, Callable[[Row, str], str]] = {
    Rule.SKIPPED: _skipped,
    Rule.WRONG_ORDER: _wrong_order,
    Rule.WRONG_UNIT: _wrong_unit,
    Rule.OVER_LIMIT: _over_limit,
    Rule.UNLISTED_MATERIAL: _unlisted,
}


def _at(us: object, zone: str) -> str:
    at = EPOCH + timedelta(microseconds=integer(us))
    return at.astimezone(zone_of(zone)).strftime("%Y-%m-%d %H:%M")


def _on(us: object, zone: str) -> str:
    return _at(us, zone)[:10]
