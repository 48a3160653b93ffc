"""The intake of a case: every way 行政许可法 Art 32 knows, and what silence does."""

from datetime import date, timedelta

import pgtrigger
import pytest

from onewindow.cases import actions
from onewindow.cases.actions import Wanted
from onewindow.cases.models import Case, CaseStatus, CaseStep, CorrectionNotice, Letter
from onewindow.catalogue.models import FormField, ItemVersion
from onewindow.documents.models import Document
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Officer
from tests.cases.building import MONDAY, City, build_city, make_accepted, make_submitted, step

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture
def clerk(city: City) -> Officer:
    return city.officer("hall", "counter_clerk")


def codes(case: Case) -> list[str]:
    events = Event.objects.filter(chain=case.chain).order_by("seq")
    return list(events.values_list("code", flat=True))


def kinds(case: Case) -> list[str]:
    """What was written to the applicant since he handed in."""
    letters = case.letters.exclude(kind__in=["application", "receipt"]).order_by("pk")
    return list(letters.values_list("kind", flat=True))


def asked_for(city: City, case: Case, clerk: Officer) -> CorrectionNotice:
    wanted = Wanted(city.version.materials.get(code="m1"), "请盖章后重新上传")
    return actions.ask_correction(
        step(case, "accept"), by=clerk, at=MONDAY + DAY, items=[wanted], days=10
    )


def another_file(city: City, digest: str = "1") -> Document:
    return Document.objects.create(
        sha256=digest * 64, name="申请表（已盖章）.pdf", size=1, media_type="application/pdf",
        uploaded_by=city.applicant.actor.code, created_at=MONDAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("end", "status", "letter"),
    [
        (
            lambda at_step, **who: actions.not_require(at_step, **who, reason="依法备案即可"),
            CaseStatus.NOT_REQUIRED,
            "not_required",
        ),
        (
            lambda at_step, **who: actions.not_accept(
                at_step, **who, reason="属于规划部门职权", competent="示例市规划局"
            ),
            CaseStatus.NOT_ACCEPTED,
            "non_acceptance",
        ),
        (
            lambda at_step, **who: actions.transfer(
                at_step, **who, to="示例省厅", reason="由上级机关决定", is_upward=True
            ),
            CaseStatus.TRANSFERRED,
            "transfer",
        ),
    ],
)
def test_each_end_of_the_intake_has_its_record_letter_and_no_open_step(
    city: City, clerk: Officer, end: object, status: CaseStatus, letter: str
) -> None:
    case = make_submitted(city)
    assert callable(end)
    end(step(case, "accept"), by=clerk, at=MONDAY)
    case.refresh_from_db()
    assert (case.status, case.ended_at, kinds(case)) == (status, MONDAY, [letter])
    assert set(case.steps.exclude(code="accept").values_list("status", flat=True)) == {"cancelled"}
    with pytest.raises(NotAllowedNow):
        actions.accept(step(case, "accept"), by=clerk, at=MONDAY)


def test_a_correction_is_told_once_and_its_answer_starts_the_intake_anew(
    city: City, clerk: Officer
) -> None:
    case = make_submitted(city)
    notice = asked_for(city, case, clerk)
    assert notice.due_on == date(2026, 3, 17)
    case.refresh_from_db()
    assert case.status == CaseStatus.CORRECTING
    item = notice.items.get()
    answered = MONDAY + WEEK
    with pytest.raises(DomainError, match="还没有补正：申请表"):
        actions.answer_correction(notice, by=city.applicant, at=answered, fields={})
    actions.attach_to_correction(item, another_file(city), at=answered)
    actions.answer_correction(notice, by=city.applicant, at=answered, fields={})
    case.refresh_from_db()
    assert (case.status, case.received_at) == (CaseStatus.SUBMITTED, answered)
    assert case.submissions.filter(replaced_at=None).get().document.sha256 == "1" * 64
    assert case.submissions.exclude(replaced_at=None).count() == 1
    again = step_of_round(case, 2)
    assert (again.status, again.due_on) == ("open", date(2026, 3, 10))
    actions.accept(again, by=clerk, at=answered)
    reviews = case.steps.filter(code="planning").get()
    assert reviews.status == "open"
    assert codes(case).count("case.correction_asked") == 1
    assert kinds(case) == ["correction", "acceptance"]


def step_of_round(case: Case, number: int) -> CaseStep:
    steps = CaseStep.objects.select_related("case__version", "case__department__region", "unit")
    return steps.get(case=case, code="accept", round=number)


def test_a_second_notice_may_not_bring_up_something_new(city: City, clerk: Officer) -> None:
    field = with_a_field(city.version)
    case = make_submitted(city)
    notice = asked_for(city, case, clerk)
    actions.attach_to_correction(notice.items.get(), another_file(city), at=MONDAY + WEEK)
    actions.answer_correction(notice, by=city.applicant, at=MONDAY + WEEK, fields={})
    again = step_of_round(case, 2)
    with pytest.raises(DomainError, match="一次告知"):
        actions.ask_correction(
            again, by=clerk, at=MONDAY + WEEK, items=[Wanted(field, "写全称")], days=5
        )
    assert case.steps.get(code="accept", round=2).status == "open"


def with_a_field(version: ItemVersion) -> FormField:
    with pgtrigger.ignore():
        return FormField.objects.create(
            version=version, position=9, code="shop", label="店名", kind="text", is_required=False
        )


def test_what_is_not_mended_in_time_counts_as_withdrawn(city: City, clerk: Officer) -> None:
    case = make_submitted(city)
    notice = asked_for(city, case, clerk)
    last_day = MONDAY + timedelta(days=15)
    assert actions.sweep_uncorrected(last_day) == 0
    assert actions.sweep_uncorrected(last_day + DAY) == 1
    assert actions.sweep_uncorrected(last_day + DAY) == 0
    case.refresh_from_db()
    assert (case.status, kinds(case)) == (CaseStatus.LAPSED, ["correction", "lapse"])
    with pytest.raises(NotAllowedNow):
        actions.answer_correction(notice, by=city.applicant, at=last_day + DAY, fields={})


def test_silence_for_five_working_days_accepts_since_the_materials_came(city: City) -> None:
    case = make_submitted(city)
    assert actions.sweep_unanswered(MONDAY + WEEK) == 0
    assert actions.sweep_unanswered(MONDAY + WEEK + DAY) == 1
    assert actions.sweep_unanswered(MONDAY + WEEK + DAY) == 0
    case.refresh_from_db()
    assert (case.status, case.accepted_at) == (CaseStatus.ACCEPTED, MONDAY)
    # Eight working days since the Monday on which it came.
    assert case.promised_due_on == date(2026, 3, 12)
    assert case.acceptance.is_deemed
    assert case.steps.get(code="planning").status == "open"
    assert Letter.objects.get(case=case, kind="acceptance").data["is_deemed"] is True
    assert "case.deemed_accepted" in codes(case)


def test_after_five_days_nothing_more_can_be_asked_for(city: City, clerk: Officer) -> None:
    case = make_submitted(city)
    wanted = Wanted(city.version.materials.get(code="m1"), "请盖章")
    with pytest.raises(NotAllowedNow, match="视为受理"):
        actions.ask_correction(
            step(case, "accept"), by=clerk, at=MONDAY + WEEK + DAY, items=[wanted], days=5
        )
    assert step(case, "accept").status == "open"


def test_a_pre_review_comes_first_and_passes_by_itself(city: City, clerk: Officer) -> None:
    with pgtrigger.ignore():
        ItemVersion.objects.filter(pk=city.version.pk).update(pre_review_limit=1)
    city.version.refresh_from_db()
    case = make_submitted(city)
    assert (case.status, step(case, "pre-review").due_on) == ("pre_review", date(2026, 3, 3))
    assert step(case, "accept").status == "waiting"
    assert actions.sweep_pre_reviews(MONDAY + DAY) == 0
    assert actions.sweep_pre_reviews(MONDAY + 2 * DAY) == 1
    case.refresh_from_db()
    assert (case.status, step(case, "accept").status) == ("submitted", "open")
    other = make_submitted(city)
    actions.pass_pre_review(step(other, "pre-review"), by=clerk, at=MONDAY)
    assert step(other, "accept").enabled_at == MONDAY


def test_a_slip_is_put_right_on_the_spot_and_what_it_was_is_kept(
    city: City, clerk: Officer
) -> None:
    field = with_a_field(city.version)
    case = make_submitted(city)
    done = actions.correct_on_the_spot(
        step(case, "accept"), field, "示例商店", by=clerk, at=MONDAY, reason="本人当面确认"
    )
    case.refresh_from_db()
    assert case.fields["shop"] == "示例商店"
    assert bytes(done.fields_before_cipher) != bytes(case.fields_cipher)
    assert "示例商店" not in Event.objects.get(code="case.corrected_on_the_spot").data


def test_nothing_of_the_intake_can_be_done_to_an_accepted_case(city: City, clerk: Officer) -> None:
    case = make_accepted(city)
    with pytest.raises(DomainError):
        actions.not_require(step(case, "accept"), by=clerk, at=MONDAY, reason="x")
    with pytest.raises(DomainError):
        asked_for(city, case, clerk)
