"""The words of a chart and how much room they take."""

import re
from collections.abc import Mapping

from onewindow.kernel.workdays import Unit
from onewindow.procedure.step import JoinRule, Step

# Chinese characters fill the em, Latin letters and digits take about 0.6 of it, a space a third.
LATIN = 0.6
SPACE = 0.35
OPTIONAL = "视情形办理"
ON_CALL = "需要时开启"
NO_LINE_STARTS_WITH = "，。、；：）》”’】·…"


NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_control_characters(text: str) -> str:
    """Leave out the characters that XML cannot hold."""
    return NOT_IN_XML.sub("", text)


def text_width(text: str, size: float) -> float:
    """Estimate the width of a line of text in pixels, rather too wide than too narrow."""
    return sum(size * _share(character) for character in text)


def _share(character: str) -> float:
    if character == " ":
        return SPACE
    return LATIN if ord(character) < 0x2E80 else 1.0


def wrap(text: str, size: float, room: float, most_lines: int = 2) -> tuple[str, ...]:
    """Break text into lines of about equal length; what does not fit ends in "…"."""
    total = text_width(text, size)
    count = min(most_lines, max(1, -int(-total // room)))
    target = min(room, total / count + size / 2)
    lines = [""]
    for character in text:
        is_full = text_width(lines[-1] + character, size) > (
            room if len(lines) == count else target
        )
        if not is_full or (lines[-1] and character in NO_LINE_STARTS_WITH and len(lines) < count):
            lines[-1] += character
        elif len(lines) < count:
            lines.append(character)
        else:
            while text_width(lines[-1] + "…", size) > room:
                lines[-1] = lines[-1][:-1]
            lines[-1] += "…"
            break
    return tuple(lines)


def limit_words(step: Step) -> str:
    """Say a step's limit: "当场", "3 个工作日" or "10 个自然日"."""
    if step.limit == 0:
        return "当场"
    return f"{step.limit} 个{'工作日' if step.limit_unit is Unit.WORKING else '自然日'}"


def unit_name(step: Step, unit_names: Mapping[str, str]) -> str:
    """Return the name of a step's unit, or its code if it has none."""
    return unit_names.get(step.unit, step.unit)


def rule_words(step: Step) -> str:
    """Say how a step regards the opinions before it; nothing for the usual way."""
    match step.join_rule:
        case JoinRule.LEAD:
            return "听取各方意见后决定"
        case JoinRule.QUORUM:
            return f"满 {step.quorum} 个意见即可办理"
    return ""
