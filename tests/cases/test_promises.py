"""容缺受理 and 告知承诺: signed, kept or not, and who is not taken at his word."""

import io
from datetime import date, datetime, timedelta

import pytest

from onewindow.cases import actions
from onewindow.cases.actions import promising, supplying
from onewindow.cases.models import (
    BadCredit,
    Case,
    CaseStatus,
    Commitment,
    CommitmentStatus,
    Deferral,
    Letter,
    LetterKind,
    Submission,
)
from onewindow.cases.promises import credit, verifying
from onewindow.cases.rules import Incomplete, MissingMaterials
from onewindow.documents.actions import receive
from onewindow.events import SYSTEM
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.calendars import override_day
from onewindow.orgs.models import Officer
from tests.cases.building import MONDAY, City, build_city, make_draft, step
from tests.cases.trusting import make_trusting
from tests.documents.samples import pdf

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=30)


@pytest.fixture
def city() -> City:
    """The city, with an item that takes a commitment, and a certificate within five days."""
    return make_trusting(build_city())


def sign(city: City, case: Case, name: str = "") -> Deferral:
    return promising.sign_deferral(
        case, name=name or city.applicant.name, by=city.applicant, at=MONDAY
    )


def make_promised(city: City) -> Case:
    case = make_draft(city)
    sign(city, case)
    return actions.submit(case, at=MONDAY)


def bring(city: City, case: Case, at: datetime = MONDAY) -> bool:
    material = city.version.materials.get(code="m2")
    received = receive(io.BytesIO(pdf()), name="证明.pdf")
    return supplying.supply(
        Deferral.objects.get(case=case), [(material, received)], by=city.applicant, at=at
    )


def letters(case: Case) -> set[str]:
    return set(case.letters.values_list("kind", flat=True))


def decide(city: City, case: Case) -> None:
    for name in ("planning", "structure", "traffic"):
        actions.complete_review(
            step(case, name), by=city.officer(name, "reviewer"), outcome="agreed", opinion="",
            at=MONDAY,
        )  # fmt: skip
    actions.decide(
        step(case, "decide"), by=city.officer("lead", "decider"), is_granted=True, reason="",
        at=MONDAY,
    )  # fmt: skip


def test_what_may_follow_later_needs_a_promise(city: City) -> None:
    case = make_draft(city)
    with pytest.raises(Incomplete, match="补交承诺"):
        actions.submit(case, at=MONDAY)
    with pytest.raises(DomainError, match="登记的姓名"):
        sign(city, case, "别人")
    case = make_promised(city)
    deferral = Deferral.objects.get(case=case)
    assert (deferral.due_on, deferral.is_waiting) == (date(2026, 3, 9), True)
    assert [each.code for each in supplying.still_missing(deferral)] == ["m2"]
    assert LetterKind.DEFERRAL_PROMISE in letters(case)
    assert Event.objects.filter(chain=case.chain, code="deferral.promised").count() == 1


def test_what_is_necessary_is_never_deferred(city: City) -> None:
    case = make_draft(city)
    Submission.objects.filter(case=case).delete()
    sign(city, case)
    assert [each.code for each in Deferral.objects.get(case=case).materials.all()] == ["m2"]
    with pytest.raises(MissingMaterials):
        actions.submit(case, at=MONDAY)


def test_brought_in_time_it_goes_on_as_usual(city: City) -> None:
    case = make_promised(city)
    actions.accept(step(case, "accept"), by=city.officer("hall", "counter_clerk"), at=MONDAY)
    with pytest.raises(NotAllowedNow, match="还没有补齐（健康证明）"):
        decide(city, case)
    assert bring(city, case) is True
    assert supplying.sweep_deferrals(LATER) == 0
    with pytest.raises(NotAllowedNow):
        bring(city, case)
    actions.decide(
        step(case, "decide"), by=city.officer("lead", "decider"), is_granted=True, reason="",
        at=MONDAY,
    )  # fmt: skip
    case.refresh_from_db()
    assert case.status == CaseStatus.GRANTED


def test_not_brought_in_time_it_counts_as_withdrawn(city: City) -> None:
    case = make_promised(city)
    last = MONDAY.replace(day=9, hour=23)
    assert supplying.sweep_deferrals(last) == 0
    assert [supplying.sweep_deferrals(last + timedelta(hours=2)) for _time in range(2)] == [1, 0]
    case.refresh_from_db()
    assert case.status == CaseStatus.LAPSED
    lapse = Letter.objects.get(case=case, kind=LetterKind.LAPSE)
    assert lapse.data["missing"] == ["健康证明"]
    assert lapse.data["asked_in"] == str(case.number)
    with pytest.raises(NotAllowedNow):
        bring(city, case, at=last + timedelta(hours=2))


def test_what_came_before_handing_in_is_not_promised(city: City) -> None:
    case = make_draft(city)
    sign(city, case)
    actions.hand_in(
        case, city.version.materials.get(code="m2"), [Sent("证明.pdf")], by=city.applicant,
        at=MONDAY,
    )  # fmt: skip
    actions.submit(case, at=MONDAY)
    assert not Deferral.objects.exists()


class Sent:
    """A file as it comes in."""

    def __init__(self, name: str | None) -> None:
        self.name, self.file = name, io.BytesIO(pdf())


def make_committed(city: City) -> Case:
    case = make_draft(city)
    sign(city, case)
    promising.sign_commitment(case, name=city.applicant.name, by=city.applicant, at=MONDAY)
    case = actions.submit(case, at=MONDAY)
    bring(city, case)
    return case


def grant(city: City, case: Case) -> Commitment:
    case.steps.filter(kind="review").update(unit=case.department)
    return verifying.grant_on_promise(case, by=city.officer("lead", "decider"), at=MONDAY)


def test_a_commitment_is_decided_at_once_and_verified_later(city: City) -> None:
    case = make_committed(city)
    assert LetterKind.COMMITMENT in letters(case)
    commitment = grant(city, case)
    case.refresh_from_db()
    assert (case.status, commitment.due_on) == (CaseStatus.GRANTED, date(2026, 3, 30))
    assert case.decision.by == city.officer("lead", "decider").actor.code
    with pytest.raises(NotAllowedNow):
        grant(city, case)
    verifying.verify(commitment, by=officer(city), is_kept=True, findings="属实", at=LATER)
    commitment.refresh_from_db()
    assert (commitment.status, commitment.due_on) == (CommitmentStatus.KEPT, None)


def officer(city: City) -> Officer:
    return city.officer("lead", "decider")


def test_other_departments_reviews_are_not_passed_over(city: City) -> None:
    case = make_committed(city)
    with pytest.raises(NotAllowedNow, match="别的部门的审查环节"):
        verifying.grant_on_promise(case, by=officer(city), at=MONDAY)
    assert Commitment.objects.get(case=case).status == CommitmentStatus.SIGNED


@pytest.mark.parametrize("is_rectified", [True, False])
def test_what_is_not_so_is_put_right_or_revoked(city: City, *, is_rectified: bool) -> None:
    case = make_committed(city)
    commitment = grant(city, case)
    with pytest.raises(DomainError, match="哪里不实"):
        verifying.verify(commitment, by=officer(city), is_kept=False, findings="", at=LATER)
    verifying.verify(
        commitment, by=officer(city), is_kept=False, findings="没有消毒记录", days=5, at=LATER
    )
    assert LetterKind.RECTIFICATION in letters(case)
    with pytest.raises(DomainError, match="陈述、申辩"):
        verifying.settle(
            commitment, by=officer(city), is_rectified=False, findings="x", statement="", at=LATER
        )
    said = {"findings": "没有改", "statement": "没有意见"}
    with pytest.raises(NotAllowedNow, match=r"2026-04-09 为止，还没有过"):
        verifying.settle(commitment, by=officer(city), is_rectified=False, at=LATER, **said)
    region = case.department.region_id
    override_day(region, date(2026, 4, 9), is_workday=False, name="停电")
    with pytest.raises(NotAllowedNow, match=r"2026-04-10 为止，还没有过"):
        verifying.settle(
            commitment, by=officer(city), is_rectified=False, at=LATER + timedelta(days=9), **said
        )
    over = LATER + timedelta(days=10)
    verifying.settle(commitment, by=officer(city), is_rectified=is_rectified, at=over, **said)
    commitment.refresh_from_db()
    assert commitment.status == (CommitmentStatus.KEPT if is_rectified else CommitmentStatus.BROKEN)
    assert (LetterKind.REVOCATION in letters(case)) is not is_rectified


def test_where_lives_are_at_stake_nobody_is_taken_at_his_word(city: City) -> None:
    case = make_draft(city)
    case.version.guarded_fields = ["health"]
    with pytest.raises(DomainError, match="不实行告知承诺"):
        promising.sign_commitment(case, name=city.applicant.name, by=city.applicant, at=MONDAY)


def test_who_broke_his_word_is_refused_with_the_reason_until_it_is_repaired(city: City) -> None:
    entry = credit.bar(
        city.applicant, reason="承诺不实", source="示例局〔2026〕1号", since=date(2026, 1, 1),
        until=date(2027, 1, 1), by=SYSTEM, at=MONDAY,
    )  # fmt: skip
    case = make_draft(city)
    with pytest.raises(credit.Barred, match=r"承诺不实.*示例局〔2026〕1号.*2027-01-01"):
        sign(city, case)
    assert not BadCredit.objects.in_force(date(2027, 1, 1)).exists()
    credit.repair(entry, reason="已整改", by=SYSTEM, at=MONDAY)
    with pytest.raises(NotAllowedNow):
        credit.repair(entry, reason="已整改", by=SYSTEM, at=MONDAY)
    sign(city, case)


def test_who_was_barred_after_signing_cannot_hand_it_in(city: City) -> None:
    case = make_draft(city)
    sign(city, case)
    credit.bar(
        city.applicant, reason="承诺不实", source="示例", since=date(2026, 1, 1), until=None,
        by=SYSTEM, at=MONDAY,
    )  # fmt: skip
    with pytest.raises(credit.Barred, match="信用修复时"):
        actions.submit(case, at=MONDAY)
    promising.take_back(case)
    with pytest.raises(Incomplete):
        actions.submit(case, at=MONDAY)
