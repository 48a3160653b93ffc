"""One way for rounds: what was corrected or looked at before goes on like any other case."""

from collections import Counter
from datetime import timedelta
from importlib import import_module

import pgtrigger
import pytest
from django.db import connection

from onewindow.cases import actions
from onewindow.cases.actions import Wanted
from onewindow.cases.letters.review import approval_form
from onewindow.cases.models import Case, CaseStatus, StepStatus
from onewindow.cases.recheck import recheck
from onewindow.cases.report import report
from onewindow.cases.running import standing_of
from onewindow.cases.why import why
from onewindow.catalogue.models import ItemVersion
from onewindow.documents.models import Document
from tests.cases.building import MONDAY, REVIEWS, City, build_city, make_accepted, make_submitted
from tests.cases.joint import add_expert, current, review

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def city() -> City:
    return build_city()


def with_pre_review(city: City) -> City:
    with pgtrigger.ignore():
        ItemVersion.objects.filter(pk=city.version.pk).update(pre_review_limit=1)
    city.version.refresh_from_db()
    return city


def correct(case: Case, city: City, code: str = "accept", *, times: int = 1) -> Case:
    """Ask for the same correction so many times, each answered on the same day."""
    wanted = Wanted(city.version.materials.get(), "请盖章")
    by = city.officer("hall", "counter_clerk")
    for number in range(times):
        notice = actions.ask_correction(
            current(case, code), by=by, at=MONDAY, items=[wanted], days=10
        )
        document = Document.objects.create(
            sha256=f"{number:064d}", name="申请表.pdf", size=1, media_type="application/pdf",
            uploaded_by="x", created_at=MONDAY,
        )  # fmt: skip
        actions.attach_to_correction(notice.items.get(), document, at=MONDAY)
        actions.answer_correction(notice, by=city.applicant, at=MONDAY, fields={})
    return case


def accept_and_review(case: Case, city: City) -> Case:
    actions.accept(current(case, "accept"), by=city.officer("hall", "counter_clerk"), at=MONDAY)
    for code in REVIEWS:
        review(case, city, code)
    return Case.objects.select_related("version__item", "department__region").get(pk=case.pk)


def send_back(case: Case, city: City, to: str = "planning") -> frozenset[str]:
    by = city.officer("lead", "decider")
    return actions.send_back(case, to=to, by=by, reason="图纸已换。", at=MONDAY + DAY)


def open_expert(case: Case, city: City) -> None:
    by = city.officer("lead", "decider")
    actions.open_step(case, code="expert", by=by, reason="结构复杂。", at=MONDAY + DAY)


def places(case: Case) -> dict[str, int]:
    """Where the last round of each step stands."""
    rows = case.steps.current().exclude(code="pre-review")
    return dict(rows.order_by("position").values_list("code", "position"))


def told(case: Case) -> tuple[object, ...]:
    """What a case says of its dates, and of the steps that are not over."""
    case = Case.objects.select_related("version", "department__region").get(pk=case.pk)
    said, rows = why(case), case.steps.current().exclude(code="pre-review").order_by("position")
    return (
        [each.as_dict() for each in said.clocks],
        [each.as_dict() for each in said.steps],
        list(rows.values_list("code", "status", "unmet", "successors", "due_on", "is_called")),
        [clock.due_on for clock in report(case).clocks],
        [
            {key: value for key, value in letter.data.items() if key.endswith("_on")}
            for letter in case.letters.filter(kind="acceptance")
        ],
    )


def test_what_was_corrected_goes_on_like_what_was_right_at_once(city: City) -> None:
    twin = accept_and_review(make_submitted(city, at=MONDAY), city)
    case = accept_and_review(correct(make_submitted(city, at=MONDAY), city), city)
    assert told(case) == told(twin)
    assert send_back(case, city) == send_back(twin, city) == {"planning", "decide"}
    assert told(case) == told(twin)
    assert sorted(standing_of(case).rows) == [1, 2, 3, 4, 5, 6]
    review(case, city, "planning")
    assert current(case, "decide").status == StepStatus.OPEN
    assert list(recheck()) == []


def test_its_earlier_rounds_stay_as_they_were(city: City) -> None:
    case = correct(make_submitted(city), city, times=2)
    rounds = case.steps.filter(code="accept").order_by("round")
    assert list(rounds.values_list("round", "status", "outcome", "position")) == [
        (1, "superseded", "correction", 7), (2, "superseded", "correction", 8), (3, "open", "", 1),
    ]  # fmt: skip
    assert not rounds.filter(is_called=True).exists()
    case = accept_and_review(case, city)
    letter = actions.decide(
        current(case, "decide"), by=city.officer("lead", "decider"), is_granted=True, reason="",
        at=MONDAY,
    ).case.letters.latest("pk")  # fmt: skip
    opinions = Counter(each.outcome for each in approval_form(letter).opinions)
    assert opinions == {"要求补正": 2, "受理": 1, "同意": 3, "准予": 1}


def test_what_was_looked_at_before_is_sent_back_too(city: City) -> None:
    case = make_submitted(with_pre_review(city), at=MONDAY)
    correct(case, city, "pre-review")
    assert current(case, "pre-review").round == 2
    actions.pass_pre_review(
        current(case, "pre-review"), by=city.officer("hall", "counter_clerk"), at=MONDAY
    )
    case = accept_and_review(case, city)
    assert send_back(case, city, "traffic") == {"traffic", "decide"}
    assert places(case) == dict(
        zip(["accept", *REVIEWS, "decide", "deliver"], range(1, 7), strict=True)
    )
    assert list(recheck()) == []


@pytest.mark.long
def test_corrected_twice_a_step_called_in_and_one_sent_back(city: City) -> None:
    case = correct(make_submitted(with_pre_review(add_expert(city)), at=MONDAY), city, "pre-review")
    by = city.officer("hall", "counter_clerk")
    actions.pass_pre_review(current(case, "pre-review"), by=by, at=MONDAY)
    case = accept_and_review(correct(case, city, times=2), city)
    open_expert(case, city)
    assert current(case, "decide").status == StepStatus.WAITING
    expert = city.officer("lead", "reviewer")
    actions.complete_review(
        current(case, "expert"), by=expert, outcome="agreed", opinion="", at=MONDAY + DAY
    )
    assert send_back(case, city) == {"planning", "expert", "decide"}
    assert current(case, "expert").status == StepStatus.WAITING
    assert list(recheck()) == []
    case.refresh_from_db()
    assert case.status == CaseStatus.ACCEPTED


def test_whoever_ends_a_case_leaves_no_step_to_be_done_or_opened(city: City) -> None:
    add_expert(city)
    withdrawn = make_accepted(city)
    actions.withdraw(withdrawn, by=city.applicant, reason="", at=MONDAY)
    refused, lapsed = make_submitted(city), make_submitted(city)
    by = city.officer("hall", "counter_clerk")
    actions.not_require(current(refused, "accept"), by=by, at=MONDAY, reason="依法备案即可")
    actions.ask_correction(
        current(lapsed, "accept"), by=by, at=MONDAY, days=1,
        items=[Wanted(city.version.materials.get(), "请盖章")],
    )  # fmt: skip
    assert actions.sweep_uncorrected(MONDAY + 7 * DAY) == 1
    for case in (withdrawn, refused, lapsed):
        steps = case.steps.exclude(code="accept").values_list("status", flat=True)
        assert list(steps) == ["cancelled"] * 6


def test_the_migration_moves_the_rounds_of_an_intake_to_their_places(city: City) -> None:
    case = correct(make_submitted(city), city, times=2)
    rounds = case.steps.filter(code="accept").order_by("round")
    now = list(rounds.values_list("round", "status", "position"))
    # As they stood before: each round behind the last one, what was asked for still done.
    for number, place in ((3, 99), (1, 1), (2, 7), (3, 8)):
        rounds.filter(round=number).update(position=place)
    rounds.filter(outcome="correction").update(status="done")
    migration = import_module("onewindow.cases.migrations.0028_intake_rounds")
    with connection.cursor() as cursor:
        for _twice in range(2):
            cursor.execute(migration.MOVE)
            cursor.execute(migration.BACK)
    assert list(rounds.values_list("round", "status", "position")) == now
