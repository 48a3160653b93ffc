"""What leaflets say, typed: the printed guide 办事指南 and the one-time notice 一次性告知单.

A leaflet is an official paper: its Chinese does not follow the reader's language, a second language
stands beside it. The texts come from above; this knows no catalogue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from onewindow.documents.leaflets.qr import qr_svg
from onewindow.documents.leaflets.text import Language, Text
from onewindow.documents.leaflets.words import Words

Content = dict[str, object]


class Layout(StrEnum):
    """How the rows of a section are set."""

    PAIRS = "pairs"
    NUMBERED = "numbered"
    TICKS = "ticks"
    PLAIN = "plain"
    INLINE = "inline"


@dataclass(frozen=True)
class Row:
    """One row: what it is, what is said of it, and a word in the margin.

    `is_missing` fills the second tick of a TICKS section, None leaves both open.
    """

    head: Text
    body: tuple[Text, ...] = ()
    tag: Text | None = None
    is_missing: bool | None = None

    def texts(self) -> list[Text]:
        """Return what the row says, in reading order."""
        return [text for text in (self.head, self.tag, *self.body) if text]

    def content(self) -> Content:
        """Return what the template prints."""
        return {
            "head": self.head.content(),
            "body": [text.content() for text in self.body if text],
            "tag": (self.tag or Text("")).content(),
            "ticks": "open" if self.is_missing is None else "no" if self.is_missing else "yes",
        }


@dataclass(frozen=True)
class Section:
    """A title and its rows; a section without rows is not printed."""

    title: Text
    rows: tuple[Row, ...]
    layout: Layout = Layout.PLAIN

    def content(self) -> Content:
        """Return what the template prints."""
        return {
            "title": self.title.content(),
            "layout": self.layout.value,
            "rows": [row.content() for row in self.rows],
        }


@dataclass(frozen=True)
class Promise:
    """Who applies on `today` has an answer on `on` at the latest; `note` says by which limits."""

    today: date
    on: date
    note: Text
    is_provisional: bool = False

    def content(self, words: Words) -> Content:
        """Return what the template prints."""
        notes = [self.note, words.say("provisional")] if self.is_provisional else [self.note]
        return {
            "lead": words.say("apply_today", today=words.day(self.today)).content(),
            "day": words.say("decided", day=words.day(self.on)).content(),
            "notes": [note.content() for note in notes],
        }


@dataclass(frozen=True)
class Imprint:
    """Of whom, which version, where it stands online, printed when; `sample` marks a trial."""

    department: Text
    code: str
    version: int
    address: str
    printed_on: date
    sample: bool = False


@dataclass(frozen=True)
class Guide:
    """办事指南: everything that the published version says, for all or for one situation."""

    template: ClassVar[str] = "guide"

    item: Text
    summary: Text
    imprint: Imprint
    promise: Promise
    sections: tuple[Section, ...]
    language: Language | None = None

    def content(self) -> Content:
        """Return what the template prints."""
        words = Words(self.language)
        return _common(self, words) | {
            "kind": words.say("guide").content(),
            "summary": self.summary.content(),
            "compact": False,
        }


@dataclass(frozen=True)
class OneTimeNotice:
    """一次性告知单: what one applicant needs, ready to be ticked off at the counter."""

    template: ClassVar[str] = "one_time_notice"

    item: Text
    imprint: Imprint
    promise: Promise
    sections: tuple[Section, ...]
    language: Language | None = None

    def content(self) -> Content:
        """Return what the template prints."""
        words = Words(self.language)
        signed = ("told_by", "told_to", "told_on")
        return _common(self, words) | {
            "kind": words.say("one_time_notice").content(),
            "summary": words.say("notice_lead").content(),
            "compact": True,
            "ready": words.say("ready").content(),
            "lacking": words.say("lacking").content(),
            "signed": [words.say(word).content() for word in signed],
        }


Leaflet = Guide | OneTimeNotice


def _common(leaflet: Leaflet, words: Words) -> Content:
    imprint = leaflet.imprint
    sections = [section for section in leaflet.sections if section.rows]
    printed = words.say("printed", day=words.day(imprint.printed_on))
    note = "untranslated" if _has_gaps(leaflet, sections) else "translated"
    return {
        "language": leaflet.language.value if leaflet.language else "",
        "item": leaflet.item.content(),
        "department": imprint.department.content(),
        "code": imprint.code,
        "version": words.say("version", number=imprint.version).zh,
        "printed": printed.zh,
        "address": imprint.address,
        "qr": qr_svg(imprint.address),
        "scan": words.say("scan").content(),
        "note": words.say(note).content(),
        "languages": words.say("second_language").content(),
        "sample": imprint.sample,
        "promise": leaflet.promise.content(words),
        "sections": [section.content() for section in sections],
    }


def _has_gaps(leaflet: Leaflet, sections: Iterable[Section]) -> bool:
    texts: list[Text] = [leaflet.item, leaflet.promise.note]
    for section in sections:
        texts.append(section.title)
        for row in section.rows:
            texts += row.texts()
    return any(text.is_gap for text in texts)
