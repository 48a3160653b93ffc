"""The words of a chart and how much room they take."""

import re
from collections.abc import Iterable, Iterator, Mapping

from onewindow.kernel.workdays import Unit
from onewindow.procedure.step import JoinRule, Step

# Chinese characters fill the em, Latin letters and digits take about 0.6 of it, a space a third.
LATIN = 0.6
SPACE = 0.35
OPTIONAL = "视情形办理"
ON_CALL = "需要时开启"
NO_LINE_STARTS_WITH = "，。、；：）》”’】·…"


# A word of letters and digits with its space, or any other character.
PIECE = re.compile(r"[!-~À-ɏ]+ *|.", re.DOTALL)
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
    """Break text into lines of about equal length; what does not fit ends in "…".

    Words of letters stay whole; one that is wider than a line is broken with a hyphen.
    """
    total = text_width(text, size)
    fewest = min(most_lines, max(1, -int(-total // room)))
    pieces = list(_pieces(text, size, room))
    for count in range(fewest, most_lines + 1):
        for target in (min(room, total / count + size / 2), room):
            lines, is_whole = _filled(pieces, size, (target, room), count)
            if is_whole:
                return lines
    return lines


def _pieces(text: str, size: float, room: float) -> Iterator[str]:
    """Return what stays together: each Chinese character, each word with the space behind it."""
    for piece in PIECE.findall(text):
        width = text_width(piece.rstrip(), size)
        if width <= room:
            yield piece
            continue
        hyphen = text_width("-", size)
        part = -(-len(piece) // -int(-width // max(room - hyphen, size)))
        yield from (f"{piece[at : at + part]}-" for at in range(0, len(piece) - part, part))
        yield piece[(len(piece) - 1) // part * part :]


def _filled(
    pieces: Iterable[str], size: float, widths: tuple[float, float], count: int
) -> tuple[tuple[str, ...], bool]:
    """Fill so many lines, the last up to the second width; say whether all went in."""
    target, room = widths
    lines = [""]
    for piece in pieces:
        is_last = len(lines) == count
        wide = text_width((lines[-1] + piece).rstrip(), size)
        fits = wide <= (room if is_last else target) or not lines[-1]
        if fits or (piece in NO_LINE_STARTS_WITH and not is_last):
            lines[-1] += piece
        elif not is_last:
            lines.append(piece)
        else:
            cut = (lines[-1].removesuffix("-") + piece).rstrip()
            while cut and text_width(cut + "…", size) > room:
                cut = cut[:-1]
            return (*(line.rstrip() for line in lines[:-1]), cut + "…"), False
    return tuple(line.rstrip() for line in lines), True


def limit_words(step: Step) -> str:
    """Say a step's limit: "当场", "3 个工作日", "10 个自然日", or that none is said."""
    if step.limit == 0:
        return "当场" if step.is_limit_said else "未规定时限"
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
