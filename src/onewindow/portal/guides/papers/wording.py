"""How a paper says one thing of the definition."""

from collections.abc import Iterator, Sequence

from onewindow.catalogue.codes import MaterialMedium
from onewindow.catalogue.definition.rows import FeeRow, MaterialRow, StepRow
from onewindow.documents.leaflets import Text
from onewindow.portal.guides.papers.situation import Situation, Speaker


def answer(this: Situation, say: Speaker, code: str) -> Text:
    """Return the answer given to a question."""
    value = this.answers[code]
    if isinstance(value, bool):
        return say.words.say("answer_yes" if value else "answer_no")
    if not isinstance(value, str):
        return Text.same(f"{value:g}")
    text = this.labels.get(f"{code}={value}", value)
    return say.text(f"questions.{code}.options.{value}", text)


def asked_for(row: MaterialRow, condition: str, say: Speaker, *, is_brief: bool) -> Iterator[Text]:
    """Say when, how and in which shape a material is handed in; `is_brief` leaves out the usual."""
    words, path = say.words, f"materials.{row.code}"
    if condition:
        yield words.say("needed_when", condition=condition)
    handed_in = []
    if not is_brief or row.medium != MaterialMedium.BOTH:
        handed_in.append(words.say(f"medium_{row.medium}"))
    if not is_brief or row.copies > 1:
        handed_in.append(words.say("copies", count=row.copies))
    if row.needs_original:
        handed_in.append(words.say("original"))
    if row.source_body:
        body = say.text(f"{path}.source_body", row.source_body)
        handed_in.append(words.say("issued_by", body=body))
    yield say.joined(handed_in)
    yield say.text(f"{path}.note", row.note)
    yield say.text(f"{path}.acceptance_standard", row.acceptance_standard)
    if row.replaced_by:
        what = say.text(f"{path}.replaced_by", row.replaced_by)
        yield words.say("replaced_by", what=what)
    if row.blank_form or row.sample_form:
        yield words.say("forms_online")


def charged(place: int, row: FeeRow, say: Speaker) -> Iterator[Text]:
    """Say what a fee costs, by which basis, and whether it may be reduced."""
    yield say.text(f"fees.{place}.standard", row.standard)
    yield Text(row.basis)
    if row.is_reducible:
        basis = say.text(f"fees.{place}.reduction_basis", row.reduction_basis)
        yield say.words.say("reducible", basis=basis)


def costs(this: Situation, say: Speaker) -> Iterator[Text]:
    """Say each fee with its standard in one line, or that there is none."""
    fees = this.of(this.definition.fees)
    for place, row in fees:
        name = say.text(f"fees.{place}.name", row.name)
        standard = say.text(f"fees.{place}.standard", row.standard)
        yield say.words.say("fee_line", name=name, standard=standard)
    if not fees:
        yield say.words.say("no_fee")


def results(this: Situation, say: Speaker) -> Text:
    """Say what comes out in this situation."""
    return say.joined(
        say.text(f"results.{row.code}.name", row.name)
        for _place, row in this.of(this.definition.results)
    )


def beside(row: StepRow, listed: Sequence[StepRow], say: Speaker) -> Text:
    """Say which steps run at the same time, by their numbers; nothing where none does."""
    others = [
        str(number)
        for number, other in enumerate(listed, 1)
        if other is not row and row.needs and other.needs == row.needs
    ]
    return say.words.say("parallel", steps=_numbers(others)) if others else Text("")


def visits(this: Situation, say: Speaker) -> Text:
    """Say how often one has to come, and why."""
    if not this.limits.visits:
        return say.words.say("visits_online")
    count = say.words.say("times", count=this.limits.visits)
    reason = say.text("visits_reason", this.definition.visits_reason)
    return say.joined((count, reason))


def days(count: int, unit: str, say: Speaker) -> Text:
    """Say a number of days of a unit."""
    if not count:
        return say.words.say("on_the_spot")
    return say.words.say(f"{unit}_day" if count == 1 else f"{unit}_days", count=count)


def _numbers(numbers: Sequence[str]) -> Text:
    return Text("、".join(numbers), ", ".join(numbers))
