"""A case from its draft to its decision, and every refusal on the way."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from onewindow.accounts.models import Company
from onewindow.cases import access, actions
from onewindow.cases.models import Case, Letter
from onewindow.cases.report import report
from onewindow.cases.rules import AlreadyDone, MissingMaterials, NotYours
from onewindow.catalogue.models import ItemVersion
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from tests.cases.building import (
    MONDAY,
    REVIEWS,
    City,
    build_city,
    make_accepted,
    make_draft,
    make_officer,
    make_reviewed,
    make_submitted,
    step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


def statuses(case: Case) -> dict[str, str]:
    return dict(case.steps.values_list("code", "status"))


def test_submitting_gives_a_number_and_opens_the_acceptance(city: City) -> None:
    case = make_submitted(city)
    assert case.number is not None
    assert case.number.startswith("SL20260302-")
    assert statuses(case) == {
        "accept": "open", "planning": "waiting", "structure": "waiting",
        "traffic": "waiting", "decide": "waiting", "deliver": "waiting",
    }  # fmt: skip


def test_the_reasons_of_a_step_lead_to_its_stored_date(city: City) -> None:
    case = make_submitted(city)
    accept = report(case).steps[0]
    assert (accept.limit, accept.due_on) == (city.version.acceptance_limit, date(2026, 3, 3))
    assert any("2026-03-03" in line for line in accept.why), accept.why


def test_submitting_twice_is_one_case(city: City) -> None:
    draft = make_draft(city)
    first = actions.submit(draft, at=MONDAY)
    again = actions.submit(draft, at=MONDAY + timedelta(minutes=1))
    assert again.number == first.number
    assert Event.objects.filter(chain=first.chain, code="case.submitted").count() == 1


def test_submitting_without_a_required_file_is_refused(city: City) -> None:
    draft = actions.start_draft(city.version, by=city.applicant, company=None, at=MONDAY)
    with pytest.raises(MissingMaterials, match="申请表"):
        actions.submit(draft, at=MONDAY)
    draft.refresh_from_db()
    assert draft.number is None


def test_acceptance_opens_the_three_reviews_together(city: City) -> None:
    case = make_accepted(city)
    opened = case.steps.filter(code__in=REVIEWS)
    assert {each.status for each in opened} == {"open"}
    assert {each.enabled_at for each in opened} == {MONDAY}
    assert {each.due_on for each in opened} == {date(2026, 3, 5)}
    assert case.promised_due_on == date(2026, 3, 12)
    assert case.statutory_due_on == date(2026, 3, 30)


def test_the_decision_opens_when_the_last_review_is_done(city: City) -> None:
    case = make_accepted(city)
    for name, expected in zip(REVIEWS, ("waiting", "waiting", "open"), strict=True):
        actions.complete_review(
            step(case, name), by=city.officer(name, "reviewer"),
            outcome="agreed", opinion="", at=MONDAY,
        )  # fmt: skip
        assert statuses(case)["decide"] == expected


def test_every_step_knows_when_it_was_enabled_started_and_ended(city: City) -> None:
    case = make_accepted(city)
    began, ended = MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=2)
    clerk = city.officer("traffic", "reviewer")
    actions.start_step(step(case, "traffic"), by=clerk, at=began)
    actions.complete_review(step(case, "traffic"), by=clerk, outcome="agreed", opinion="", at=ended)
    done = step(case, "traffic")
    assert (done.enabled_at, done.started_at, done.ended_at) == (MONDAY, began, ended)
    lives = Event.objects.filter(chain=case.chain, step="traffic").order_by("seq")
    assert list(lives.values_list("lifecycle", "at")) == [
        ("enabled", MONDAY), ("start", began), ("complete", ended),
    ]  # fmt: skip


def test_granting_numbers_letters_without_gaps(city: City) -> None:
    for expected in (1, 2):
        case = make_reviewed(city)
        actions.decide(
            step(case, "decide"), by=city.officer("lead", "decider"),
            is_granted=True, reason="", at=MONDAY,
        )  # fmt: skip
        assert Letter.objects.decisions().get(case=case).number.endswith(f"〔2026〕{expected}号")


@pytest.mark.parametrize(
    ("reason", "said"), [(" ", "理由"), ("面积不足😀", "字库里没有这些字.*😀")]
)
def test_refusing_needs_reasons_a_letter_can_show(city: City, reason: str, said: str) -> None:
    case = make_reviewed(city)
    with pytest.raises(DomainError, match=said):
        actions.decide(
            step(case, "decide"), by=city.officer("lead", "decider"),
            is_granted=False, reason=reason, at=MONDAY,
        )  # fmt: skip
    assert statuses(case)["decide"] == "open"


def test_a_step_done_by_a_colleague_says_who_was_faster(city: City) -> None:
    case = make_accepted(city)
    stale = step(case, "planning")
    first, second = (city.officer("planning", "reviewer", place) for place in (1, 2))
    actions.complete_review(stale, by=first, outcome="agreed", opinion="", at=MONDAY)
    with pytest.raises(AlreadyDone, match=first.user.name):
        actions.complete_review(stale, by=second, outcome="disagreed", opinion="晚了", at=MONDAY)
    assert step(case, "planning").outcome == "agreed"


def test_a_held_step_is_taken_over_with_a_reason(city: City) -> None:
    case = make_accepted(city)
    first, second = (city.officer("planning", "reviewer", place) for place in (1, 2))
    actions.start_step(step(case, "planning"), by=first, at=MONDAY)
    with pytest.raises(NotAllowedNow):
        actions.start_step(step(case, "planning"), by=second, at=MONDAY)
    with pytest.raises(NotYours, match=first.user.name):
        actions.complete_review(
            step(case, "planning"), by=second, outcome="agreed", opinion="", at=MONDAY
        )
    with pytest.raises(DomainError):
        actions.take_over_step(step(case, "planning"), by=second, at=MONDAY, reason="")
    actions.take_over_step(step(case, "planning"), by=second, at=MONDAY, reason="同事休假")
    actions.complete_review(
        step(case, "planning"), by=second, outcome="agreed", opinion="", at=MONDAY
    )


@pytest.mark.parametrize("who", ["other department", "other role", "former officer", "other post"])
def test_a_step_is_done_by_its_own_post_only(city: City, who: str) -> None:
    case = make_accepted(city)
    officer = city.officer("planning", "reviewer")
    if who == "other department":
        officer = city.officer("traffic", "reviewer")
    elif who == "other role":
        officer = make_officer(officer.department, "item_manager", "someone-else")
    elif who == "former officer":
        officer.roles.update(valid_to=date(2026, 3, 2))
    else:
        post = officer.department.posts.create(code="desk", name="别的岗位")
        case.steps.filter(code="planning").update(post=post)
    with pytest.raises(NotYours):
        actions.start_step(step(case, "planning"), by=officer, at=MONDAY)
    with pytest.raises(NotYours):
        actions.complete_review(
            step(case, "planning"), by=officer, outcome="agreed", opinion="", at=MONDAY
        )
    assert step(case, "planning").status == "open"


def test_refused_intake_ends_the_case_with_its_reason(city: City) -> None:
    case = make_submitted(city)
    clerk = city.officer("hall", "counter_clerk")
    with pytest.raises(DomainError):
        actions.not_accept(step(case, "accept"), by=clerk, at=MONDAY, reason="")
    actions.not_accept(step(case, "accept"), by=clerk, at=MONDAY, reason="不属于本机关职权")
    case.refresh_from_db()
    assert case.status == "not_accepted"
    assert set(statuses(case).values()) == {"done", "cancelled"}


def test_withdrawing_stops_before_a_decision_only(city: City) -> None:
    case = make_accepted(city)
    actions.withdraw(case, by=city.applicant, reason="不办了", at=MONDAY)
    case.refresh_from_db()
    assert case.status == "withdrawn"
    assert "open" not in statuses(case).values()
    decided = make_reviewed(city)
    actions.decide(
        step(decided, "decide"), by=city.officer("lead", "decider"),
        is_granted=True, reason="", at=MONDAY,
    )  # fmt: skip
    with pytest.raises(NotAllowedNow):
        actions.withdraw(decided, by=city.applicant, reason="", at=MONDAY)


def test_a_step_cancelled_with_its_case_was_not_done_by_its_holder(city: City) -> None:
    case = make_accepted(city)
    officer = city.officer("planning", "reviewer")
    actions.start_step(step(case, "planning"), by=officer, at=MONDAY)
    actions.withdraw(case, by=city.applicant, reason="", at=MONDAY)
    with pytest.raises(AlreadyDone, match="现在不能办理"):
        actions.complete_review(
            step(case, "planning"), by=officer, outcome="agreed", opinion="", at=MONDAY
        )


def test_a_stranger_cannot_tell_that_a_case_exists(city: City) -> None:
    case = make_submitted(city)
    other = build_city()
    assert case.number is not None
    with pytest.raises(Case.DoesNotExist):
        access.application_for(other.applicant, case.number)
    with pytest.raises(Case.DoesNotExist):
        access.case_for(
            other.officer("hall", "counter_clerk"), frozenset({"counter_clerk"}), case.number
        )
    assert access.application_for(city.applicant, case.number) == case


def test_no_step_opens_without_the_date_its_limit_gives(city: City) -> None:
    case = make_submitted(city)
    waiting = case.steps.filter(code="planning")
    with pytest.raises(IntegrityError, match="due_date"), transaction.atomic():
        waiting.update(status="open", unmet=0, enabled_at=MONDAY)
    waiting.update(status="open", unmet=0, enabled_at=MONDAY, limit=0)


def test_what_an_applicant_fills_in_is_not_readable_in_the_database(city: City) -> None:
    draft = make_draft(city)
    written = {"phone": "15400000001", "owner_id": "11010519491231002X", "地址": "示例路 1 号"}
    actions.save_answers(draft, fields=written, at=MONDAY)
    kept = Case.objects.get(pk=draft.pk)
    assert kept.fields == written
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_case::text FROM cases_case WHERE id = %s", [draft.pk])
        row = cursor.fetchone()[0]
    for value in written.values():
        assert value not in row
        assert value.encode().hex() not in row


def test_a_draft_begins_on_a_published_version_and_for_whom_it_is_meant(city: City) -> None:
    company = Company.objects.create(name="示例公司", uscc="x", legal_representative="示例")
    for_people = ItemVersion(item=city.version.item, status="published", audience="person")
    with pytest.raises(DomainError, match="身份"):
        actions.start_draft(for_people, by=city.applicant, company=company, at=MONDAY)
    for_people.status = "superseded"
    with pytest.raises(NotAllowedNow):
        actions.start_draft(for_people, by=city.applicant, company=None, at=MONDAY)


def test_a_file_goes_to_a_material_of_its_own_item_only(city: City) -> None:
    draft, other = make_draft(city), build_city()
    document = draft.submissions.get().document
    with pytest.raises(DomainError, match="不属于"):
        actions.attach_file(draft, other.version.materials.get(), document, at=MONDAY)


def test_a_review_cannot_decide(city: City) -> None:
    case = make_accepted(city)
    officer = city.officer("planning", "reviewer")
    with pytest.raises(NotAllowedNow):
        actions.complete_review(
            step(case, "planning"), by=officer, outcome="granted", opinion="", at=MONDAY
        )
    assert step(case, "planning").status == "open"
