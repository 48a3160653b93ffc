"""The texts of laws and regulations, from `data/base/laws`, and the article a basis names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from onewindow.catalogue.exchange.parse import parse_number

INFO_END = "<!-- INFO END -->"
ARTICLE = re.compile(r"第([一二三四五六七八九十百千零〇\d]+)条(?:之([一二三四五]))?")
STATE = "中华人民共和国"


@dataclass(frozen=True)
class Article:
    """One article: its number (`35`, `35-1` for 第三十五条之一) and its paragraphs."""

    number: str
    paragraphs: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"article-{self.number}"


@dataclass(frozen=True)
class Chapter:
    """A chapter or section with its articles; a law without chapters has one with no title."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Law:
    """A law: how it was made, and its chapters."""

    code: str
    title: str
    history: tuple[str, ...]
    chapters: tuple[Chapter, ...]

    @property
    def articles(self) -> Mapping[str, Article]:
        """Every article by its number."""
        return {each.number: each for chapter in self.chapters for each in chapter.articles}


@dataclass(frozen=True)
class Place:
    """Where the text of a basis is found."""

    law: Law
    article: Article | None


class UnknownLaw(LookupError):
    """No law has this code."""


@cache
def laws() -> Mapping[str, Law]:
    """Return every law by its code, in the order of the codes."""
    folder = settings.DATA_FOLDER / "base" / "laws"
    files = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    return {path.stem: _read(path) for path in files}


def law_by_code(code: str) -> Law:
    """Return a law; raise UnknownLaw."""
    try:
        return laws()[code]
    except KeyError:
        raise UnknownLaw(code) from None


def place_of(title: str, article: str) -> Place | None:
    """Return where a basis can be read: 《行政许可法》 finds 中华人民共和国行政许可法."""
    law = _by_title().get(_short(title))
    if law is None:
        return None
    return Place(law, law.articles.get(article_number(article)))


def article_number(text: str) -> str:
    """Return the number of the first article named: 第四十二条第二款 is `42`; none is empty."""
    found = ARTICLE.search(text)
    if found is None:
        return ""
    number = str(_number(found[1]))
    return f"{number}-{_number(found[2])}" if found[2] else number


@cache
def _by_title() -> Mapping[str, Law]:
    return {_short(law.title): law for law in laws().values()}


def _short(title: str) -> str:
    plain = re.sub(r"[（(].*?[)）]", "", title).strip("《》 　")
    return "".join(plain.split()).removeprefix(STATE)


def _read(path: Path) -> Law:
    head, _end, body = path.read_text(encoding="utf-8").partition(INFO_END)
    title, *history = [line.strip() for line in head.splitlines() if line.strip()]
    chapters: list[tuple[str, list[list[str]]]] = [("", [])]
    for line in (line.strip() for line in body.splitlines()):
        if line.startswith("#"):
            chapters.append((" ".join(line.lstrip("# ").split()), []))
        elif ARTICLE.match(line):
            chapters[-1][1].append([line])
        elif line and chapters[-1][1]:
            chapters[-1][1][-1].append(line)
    return Law(
        code=path.stem,
        title=title.lstrip("# ").strip(),
        history=tuple(history),
        chapters=tuple(
            Chapter(name, tuple(_article(lines) for lines in articles))
            for name, articles in chapters
            if name or articles
        ),
    )


def _article(lines: list[str]) -> Article:
    return Article(article_number(lines[0]), tuple(lines))


def _number(text: str) -> int:
    # parse_number reads the numerals of limits: 千 and 〇 do not occur in articles of ours.
    return parse_number(text.replace("零", "").replace("〇", ""))
