"""Several entries in one cell of paper: numbered lines, legal bases, fees."""

import re
from collections.abc import Sequence

from onewindow.catalogue.exchange.parse import parse_number

NUMBER = r"[（(]?(\d{1,3}|[一二三四五六七八九十]{1,3})(?:[)）．、]|\.(?!\d))[ 　]*"
AT_LINE = re.compile(rf"^[ 　]*{NUMBER}", re.MULTILINE)
IN_LINE = re.compile(rf"(?:^|(?<=[；;。 　])){NUMBER}")
SEPARATORS = re.compile(r"[、，,；;\n]")
BASIS = re.compile(
    r"《(?P<law>.+?)》[ 　]*(?P<article>[^：:《\n。，, 　]{0,80})[：:][ 　]*(?P<text>.*)", re.DOTALL
)
ARTICLE = re.compile(
    r"《(?P<law>.+?)》[ 　]*"
    r"(?P<article>(?:第[一二三四五六七八九十百千零〇\d]+[条款项](?:之[一二三])?[、和及]?)*)"
    r"[，, ]*(?P<text>.*)",
    re.DOTALL,
)
STANDARD = "；标准："


def split_numbered(text: str) -> list[str]:
    """Return the entries of a numbered text; without numbers every line is an entry."""
    text = text.strip()
    starts = _in_sequence(AT_LINE, text)
    if "\n" not in text:
        starts = _in_sequence(IN_LINE, text)
    if not starts:
        return [line.strip() for line in text.split("\n") if line.strip()]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    entries = [text[body:end].strip() for (_, body), end in zip(starts, ends, strict=True)]
    return entries if "\n" in text else [entry.rstrip("；;") for entry in entries]


def _in_sequence(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        if parse_number(match[1]) == len(found) + 1 and (found or match.start() == 0):
            found.append((match.start(), match.end()))
    return found


def join_numbered(entries: Sequence[str]) -> str:
    """Return the entries as numbered lines."""
    return "\n".join(f"{number}．{entry}" for number, entry in enumerate(entries, start=1))


def split_words(text: str) -> list[str]:
    """Return the words of a list such as 甲、乙，丙, or the entries of numbered lines."""
    if _in_sequence(AT_LINE, text.strip()):
        return split_numbered(text)
    return [word.strip() for word in SEPARATORS.split(text) if word.strip()]


def join_words(words: Sequence[str]) -> str:
    """Return the words joined by 、, or numbered where a word holds a separator itself."""
    if any(SEPARATORS.search(word) for word in words):
        return join_numbered(words)
    return "、".join(words)


def split_basis(text: str) -> dict[str, str] | None:
    """Return law, article and text of 《法》第×条：原文; None when no title is there."""
    match = BASIS.match(text) or ARTICLE.match(text)
    return {key: value.strip() for key, value in match.groupdict().items()} if match else None


def join_basis(law: str, article: str, text: str) -> str:
    """Return 《法》第×条：原文."""
    plain = f"《{law}》{article}"
    return f"{plain}：{text}" if text or split_basis(plain) != _parts(law, article) else plain


def _parts(law: str, article: str) -> dict[str, str]:
    return {"law": law, "article": article, "text": ""}


def split_fee(text: str) -> tuple[str, str]:
    """Return what the fee is for and how much it is."""
    name, found, standard = text.partition(STANDARD)
    if not found:
        name, _, standard = text.replace(":", "：").partition("：")
    return name.strip(), standard.strip()


def join_fee(name: str, standard: str) -> str:
    """Return the fee as one entry."""
    return f"{name}{STANDARD}{standard}" if standard else name
