"""How well an item answers a question, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from onewindow.catalogue.search.asking import Asked, Kind, Part, Way
from onewindow.catalogue.search.lexicon import Lexicon
from onewindow.catalogue.search.normal import pairs, squash
from onewindow.catalogue.search.pinyin import initial_pairs, initials, spoken

# These words stand in so many names that leaving them out of a question says nothing.
COMMON = re.compile(
    r"县级行使|县级权限|县级|市级|新办|办理|审批|许可证|许可|核发|登记|备案|申请|认定|申领|发放|含中外合资"
)
COMMON_WORTH = 0.25
OTHER_FACE, MAIN_NAME, DEPARTMENT = 0.9, 0.7, 0.4
OTHER_DEED, UNASKED_DEED = 0.74, 0.86
NEAR, NEARLY = 0.7, 0.8
# The whole question is (part of) the name of the department.
IS_DEPARTMENT = 0.6


@dataclass(frozen=True)
class Why:
    """By which word of the question, in which way, and where it stands."""

    kind: str
    said: str
    found: str


@dataclass(frozen=True)
class Match:
    """How well an item answers (1 is perfect, small bonuses above), and why."""

    score: float
    why: Why


class Face:
    """One text under which an item is known: its name or something people call it."""

    def __init__(self, written: str) -> None:
        """Keep the text as it is written and in one spelling."""
        self.written = written
        self.text = squash(written)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Its neighbouring characters."""
        return frozenset(pairs(self.text))

    @cached_property
    def sounds(self) -> dict[str, int]:
        """Its neighbouring syllables in every reading, and where they stand."""
        return {
            f"{left}-{right}": at
            for at in range(len(self.text) - 1)
            for left in spoken(self.text[at])
            for right in spoken(self.text[at + 1])
        }

    @cached_property
    def initials(self) -> str:
        """Its first letters in the usual reading."""
        return initials(self.text)

    @cached_property
    def initial_pairs(self) -> set[str]:
        """Its neighbouring first letters in every reading."""
        return initial_pairs(self.text)

    @cached_property
    def worths(self) -> list[float]:
        """How much each character adds to what the text says."""
        worths = [1.0] * len(self.text)
        for common in COMMON.finditer(self.text):
            for at in range(*common.span()):
                worths[at] = COMMON_WORTH
        return worths

    def holds(self, way: Way) -> tuple[float, set[int]]:
        """Return how far a way stands in this text (0 to 1), and at which characters."""
        if way.kind is Kind.SOUND:
            found = [self.sounds[each] for each in way.texts if each in self.sounds]
            if len(found) < len(way.texts):
                return 0.0, set()
            return way.worth, {at + step for at in found for step in (0, 1)}
        if way.kind is Kind.INITIALS:
            return self._starts(way)
        if way.kind is Kind.SHORT:
            return self._shortens(way)
        places: set[int] = set()
        worth = way.worth
        for text in way.texts:
            at = self.text.find(text)
            if at >= 0:
                places.update(range(at, at + len(text)))
                continue
            near = self._nearness(text) if way.kind is Kind.WORD else 0.0
            if not near:
                return 0.0, set()
            worth = min(worth, way.worth * near)
        return worth, places

    def _starts(self, way: Way) -> tuple[float, set[int]]:
        at = self.initials.find(way.texts[0])
        if at >= 0 and len(self.initials) == len(self.text):
            return way.worth, set(range(at, at + len(way.texts[0])))
        if all(pair in self.initial_pairs for pair in pairs(way.texts[0])):
            return way.worth * NEARLY, set()
        return 0.0, set()

    def _shortens(self, way: Way) -> tuple[float, set[int]]:
        first = self.text.find(way.texts[0])
        last = self.text.rfind(way.texts[1])
        return (way.worth, {first, last}) if 0 <= first < last else (0.0, set())

    def _nearness(self, text: str) -> float:
        wanted = pairs(text)
        if len(wanted) < 3:
            return 0.0
        share = len(self.pairs.intersection(wanted)) / len(wanted)
        return share * NEARLY if share >= NEAR else 0.0


class Subject:
    """What an item is known by."""

    def __init__(
        self, name: str, aliases: Sequence[str], main_name: str, department: str, lexicon: Lexicon
    ) -> None:
        """Put the texts into one spelling."""
        self.faces = [Face(name), *map(Face, aliases)]
        self.others = [
            (Face(text), worth, kind)
            for text, worth, kind in (
                (main_name, MAIN_NAME, "main_name"), (department, DEPARTMENT, "department"),
            )
            if text
        ]  # fmt: skip
        self.deeds = lexicon.deeds_of(self.faces[0].text)


def judge(asked: Asked, subject: Subject) -> Match:
    """Return how well an item answers a question by the best of its faces."""
    best = max(
        (_judge(asked, subject, at) for at in range(len(subject.faces))),
        key=lambda match: match.score,
    )
    if best.score < IS_DEPARTMENT and len(asked.text) > 1:
        for other, _, kind in subject.others:
            if kind == "department" and _stands_in_order(asked.text, other.text):
                return Match(IS_DEPARTMENT, Why(kind, asked.text, other.written))
    return best


def _stands_in_order(short: str, text: str) -> bool:
    """Tell whether a text holds another or, from three characters on, shortens to it."""
    left = iter(text)
    return short in text or (len(short) > 2 and all(each in left for each in short))


def _judge(asked: Asked, subject: Subject, at: int) -> Match:
    face = subject.faces[at]
    total = got = best = 0.0
    covered: set[int] = set()
    why = Why("name" if at == 0 else "alias", "", face.written)
    for part in asked.parts:
        worth, places, reason = _best_way(part, subject, at)
        total += part.weight
        got += part.weight * worth
        covered |= places
        if part.weight * worth > best:
            best, why = part.weight * worth, reason
    if not total or not got:
        return Match(0.0, why)
    said = sum(face.worths[place] for place in covered) / sum(face.worths)
    score = got / total * (0.6 + 0.4 * said) * _deed_worth(asked, subject)
    if asked.text and asked.text in face.text:
        score += 0.2 if asked.text == face.text else 0.1
        why = Why("name" if at == 0 else "alias", asked.text, face.written)
    return Match(score, why)


def _best_way(part: Part, subject: Subject, at: int) -> tuple[float, set[int], Why]:
    face = subject.faces[at]
    best, places, why = 0.0, set[int](), Why("name", part.said, face.written)
    for way in part.ways:
        if way.kind is Kind.DEED:
            worth, found = (way.worth if way.texts[0] in subject.deeds else 0.0), set[int]()
        else:
            worth, found = face.holds(way)
        if worth > best:
            best, places, why = worth, found, Why(_kind(way, at), part.said, _found(way, face))
    if best:
        return best, places, why
    for other, worth, kind in _elsewhere(subject, at):
        for way in part.ways:
            held = worth * other.holds(way)[0] if way.kind is not Kind.DEED else 0.0
            if held > best:
                best, why = held, Why(kind, part.said, other.written)
    return best, places, why


def _elsewhere(subject: Subject, at: int) -> list[tuple[Face, float, str]]:
    if len(subject.faces) == 1:
        return subject.others
    others = [
        (face, OTHER_FACE, "alias" if place else "name")
        for place, face in enumerate(subject.faces)
        if place != at
    ]
    return [*others, *subject.others]


def _kind(way: Way, at: int) -> str:
    if way.kind is Kind.DIRECT:
        return "name" if at == 0 else "alias"
    return way.kind.value


def _found(way: Way, face: Face) -> str:
    return "".join(way.texts) if way.kind is Kind.WORD else face.written


def _deed_worth(asked: Asked, subject: Subject) -> float:
    if asked.deeds:
        return 1.0 if asked.deeds & subject.deeds else OTHER_DEED
    return 1.0 if "new" in subject.deeds else UNASKED_DEED
