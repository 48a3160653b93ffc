"""Which of the printed options somebody ticked: ☑ √ ■ ✓ ● [x] before or after the word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import Refused

ON, OFF = "☑", "☐"
MARKS_ON = "☑√✓✔■●☒◉◆▣"
MARKS_OFF = "□☐○◯▢◇"
BRACKETED = re.compile(rf"[\[(（【]([\s　]*)([xX×{MARKS_ON}])?[\s　]*[\])）】]")
TOKEN = re.compile(rf"[{MARKS_ON}]|[{MARKS_OFF}]|[^{MARKS_ON}{MARKS_OFF}\s　、，,;；/|]+")
TAIL = re.compile(r"[（(].*|[:：].*|[_＿。.]+$")


@dataclass(frozen=True)
class Token:
    """A mark or a word, with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Say whether this is a box or a tick."""
        return self.text in MARKS_ON + MARKS_OFF

    @property
    def is_on(self) -> bool:
        """Say whether this is a tick."""
        return self.text in MARKS_ON


def find_chosen(text: str, options: Sequence[str]) -> list[Token]:
    """Return the ticked words, known or not; all words when the text has no marks at all.

    Raise Refused when a tick stands just as near to the word before it as to the word after it.
    """
    tokens = _tokens(text, options)
    marks = [token for token in tokens if token.is_mark]
    words = [token for token in tokens if not token.is_mark]
    if not marks:
        return words
    if len(marks) == len(words):
        return [word for mark, word in zip(marks, words, strict=True) if mark.is_on]
    return [_ticked_by(index, tokens) for index, token in enumerate(tokens) if token.is_on]


def _tokens(text: str, options: Sequence[str]) -> list[Token]:
    # The replacement keeps the length, so that places in the text stay true.
    text = BRACKETED.sub(lambda found: (ON if found[2] else OFF).ljust(len(found[0])), text)
    tokens: list[Token] = []
    for match in TOKEN.finditer(text):
        tokens.extend(_words(match[0], match.start(), options))
    return tokens


def _words(chunk: str, start: int, options: Sequence[str]) -> list[Token]:
    if chunk in MARKS_ON + MARKS_OFF or chunk in options:
        return [Token(chunk, start, start + len(chunk))]
    one = "|".join(re.escape(option) for option in sorted(options, key=len, reverse=True))
    if one and re.fullmatch(f"(?:{one})+", chunk):
        return [
            Token(found[0], start + found.start(), start + found.end())
            for found in re.finditer(one, chunk)
        ]
    word = TAIL.sub("", chunk)
    return [Token(word, start, start + len(chunk))] if word else []


def _ticked_by(index: int, tokens: list[Token]) -> Token:
    mark = tokens[index]
    before = next((token for token in reversed(tokens[:index]) if not token.is_mark), None)
    after = next((token for token in tokens[index + 1 :] if not token.is_mark), None)
    if before is None or after is None:
        found = before or after
        if found is None:
            raise Refused(_("只有勾、没有可勾选的字：请使用原表的选项"))
        return found
    gap_before, gap_after = mark.start - before.end, after.start - mark.end
    if gap_before == gap_after:
        if tokens[0].is_mark == tokens[-1].is_mark:
            raise Refused(
                _("看不清勾选的是“%s”还是“%s”：请把勾紧挨着写在选项前面")
                % (before.text, after.text)
            )
        return after if tokens[0].is_mark else before
    return before if gap_before < gap_after else after
