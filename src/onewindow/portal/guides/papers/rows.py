"""The sections of a paper, out of the definition."""

from collections.abc import Iterable, Iterator

from onewindow.documents.leaflets import Layout, Row, Section, Text
from onewindow.portal.guides.papers.situation import Situation, Speaker
from onewindow.portal.guides.papers.wording import (
    answer,
    asked_for,
    beside,
    charged,
    costs,
    days,
    results,
    visits,
)


def situation(this: Situation, say: Speaker) -> Section:
    """Return the questions with the answers given."""
    rows = [
        Row(
            say.text(f"questions.{question.code}.text", question.text),
            tag=answer(this, say, question.code),
        )
        for question in this.definition.questions
        if question.code in this.answers
    ]
    return Section(say.words.say("situation"), tuple(rows), Layout.INLINE)


def materials(
    this: Situation, say: Speaker, *, layout: Layout, missing: frozenset[str] | None = None
) -> Section:
    """Return the list of materials; `missing` are the codes of those that are not there yet."""
    rows = [
        Row(
            head=say.text(f"materials.{row.code}.name", row.name),
            body=tuple(asked_for(row, condition, say, is_brief=layout is Layout.TICKS)),
            tag=say.words.say("depends" if condition else row.necessity),
            is_missing=None if missing is None else row.code in missing,
        )
        for row, condition in this.materials()
    ]
    title = say.words.say("materials")
    if not rows:
        return Section(title, (Row(say.words.say("no_materials")),))
    return Section(title, tuple(rows), layout)


def steps(this: Situation, say: Speaker) -> Section:
    """Return the steps of this situation with their units and limits, without names of people."""
    listed = [row for _place, row in this.of(this.definition.steps)]
    rows = [
        Row(
            say.text(f"steps.{row.code}.name", row.name),
            (Text(this.published.units[row.unit], is_once=True), beside(row, listed, say)),
            days(row.limit, row.limit_unit, say),
        )
        for row in listed
    ]
    return Section(say.words.say("steps"), tuple(rows), Layout.NUMBERED)


def conditions(this: Situation, say: Speaker) -> Section:
    """Return the conditions to be met."""
    rows = [
        Row(say.text(f"conditions.{n}", line))
        for n, line in enumerate(this.definition.conditions, 1)
    ]
    return Section(say.words.say("conditions"), tuple(rows), Layout.NUMBERED)


def fees(this: Situation, say: Speaker) -> Section:
    """Return the fees of this situation with their standards and bases."""
    rows = [
        Row(
            say.text(f"fees.{place}.name", row.name),
            tuple(charged(place, row, say)),
            say.words.say("depends") if this.applies(row.when) is None else None,
        )
        for place, row in this.of(this.definition.fees)
    ]
    return Section(say.words.say("fees"), tuple(rows), Layout.PLAIN)


def facts(this: Situation, say: Speaker) -> Section:
    """Return who, how often, how much, how long, and what comes out."""
    told, words = this.definition, say.words
    rows = [
        Row(words.say("department"), (say.text("subject", told.subject),)),
        Row(words.say("audience"), (words.say(f"audience_{told.audience}"),)),
        Row(words.say("visits"), (visits(this, say),)),
        Row(words.say("fees"), tuple(costs(this, say))),
        Row(words.say("result"), (results(this, say),)),
        Row(words.say("how_long"), (say.text("limit_note", told.limit_note),)),
    ]
    return Section(words.say("facts"), said(rows), Layout.PAIRS)


def where(this: Situation, say: Speaker, address: str) -> Section:
    """Return where to apply and to ask: online, windows, telephone, post."""
    told, words = this.definition, say.words
    rows = [
        *places(this, say, address),
        Row(words.say("email"), (Text.same(told.email),)),
        Row(words.say("post"), (say.text("postal_address", told.postal_address),)),
    ]
    return Section(words.say("where"), said(rows), Layout.PAIRS)


def where_and_how(this: Situation, say: Speaker, address: str) -> Section:
    """Return in one section where, how often, for how much: a notice has one page."""
    rows = [
        Row(say.words.say("visits"), (visits(this, say),)),
        Row(say.words.say("fees"), tuple(costs(this, say))),
        Row(say.words.say("result"), (results(this, say),)),
        *places(this, say, address),
    ]
    return Section(say.words.say("where_and_how"), said(rows), Layout.PAIRS)


def places(this: Situation, say: Speaker, address: str) -> Iterator[Row]:
    """Give each way to apply and to ask its row."""
    told, words = this.definition, say.words
    if told.is_online:
        yield Row(words.say("online"), (Text.same(address),))
    for place, row in enumerate(told.windows, 1):
        parts = (
            say.text(f"windows.{place}.{name}", getattr(row, name))
            for name in ("hall", "window", "address", "hours")
        )
        yield Row(words.say("window"), (say.joined(parts), Text.same(row.phone)))
    if not told.windows:
        yield Row(words.say("window"), (Text(told.public_hall),))
    yield Row(words.say("phone"), (Text.same(told.phone),))
    yield Row(words.say("complaint_phone"), (Text.same(told.complaint_phone),))


def said(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Leave out the rows that say nothing."""
    return tuple(row for row in rows if any(row.body))


def special_procedures(this: Situation, say: Speaker) -> Section:
    """Return the time that the limit does not count (行政许可法第四十五条)."""
    rows = [
        Row(
            say.text(f"special_procedures.{place}.name", row.name),
            (Text(row.basis),) if row.basis else (),
            say.words.say("at_most", days=days(row.days, row.unit, say)) if row.days else None,
        )
        for place, row in enumerate(this.definition.special_procedures, 1)
    ]
    return Section(say.words.say("special_procedures"), tuple(rows), Layout.PLAIN)


def bases(this: Situation, say: Speaker) -> Section:
    """Return the articles of law the item rests on, with their words."""
    rows = []
    for place, row in enumerate(this.definition.bases, 1):
        parts = {
            name: say.text(f"bases.{place}.{name}", getattr(row, name))
            for name in ("law", "article")
        }
        body = (say.text(f"bases.{place}.text", row.text),) if row.text else ()
        rows.append(Row(say.words.say("law", **parts), body))
    return Section(say.words.say("bases"), tuple(rows), Layout.PLAIN)


def faq(this: Situation, say: Speaker) -> Section:
    """Return the questions people ask."""
    rows = [
        Row(
            say.text(f"faq.{place}.question", row.question),
            (say.text(f"faq.{place}.answer", row.answer),),
        )
        for place, row in enumerate(this.definition.faq, 1)
    ]
    return Section(say.words.say("faq"), tuple(rows), Layout.PLAIN)
