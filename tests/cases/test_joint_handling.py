"""Departments act together: rules of joining, rounds, optional steps, silence."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.cases import actions
from onewindow.cases.actions.joining import give_up_late
from onewindow.cases.models import Case, CaseStatus, CaseStep, StepStatus
from onewindow.cases.rules import AlreadyDone, NotYours
from onewindow.cases.running import standing_of, write
from onewindow.catalogue.reading import plan_for
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.procedure.model import Step
from onewindow.procedure.running import NotOpen, Run
from tests.cases.building import MONDAY, REVIEWS, City, build_city, make_accepted, make_reviewed
from tests.cases.joint import add_expert, change_steps, complete, current, make_version_of, review
from tests.procedure.strategies import joint_procedures
from tests.sampling import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


def codes(case: Case) -> list[str]:
    """Return the codes of the events of a case, in their order."""
    return list(
        Event.objects.filter(chain=case.chain).order_by("seq").values_list("code", flat=True)
    )


def decide(case: Case, city: City, *, is_granted: bool = True, reason: str = "") -> None:
    by = city.officer("lead", "decider")
    actions.decide(current(case, "decide"), by=by, is_granted=is_granted, reason=reason, at=MONDAY)


def test_one_objection_forbids_a_grant_where_all_must_agree(city: City) -> None:
    case = make_accepted(city)
    for code, outcome in zip(REVIEWS, ("agreed", "disagreed", "agreed"), strict=True):
        review(case, city, code, outcome)
    with pytest.raises(NotAllowedNow, match="不同意，本事项须全部同意"):
        decide(case, city, reason="理由充分。")
    assert current(case, "decide").status == StepStatus.OPEN
    decide(case, city, is_granted=False, reason="有部门不同意。")


def test_the_lead_may_differ_but_says_why(city: City) -> None:
    case = make_accepted(change_steps(city, decide={"join_rule": "lead"}))
    for code in REVIEWS:
        review(case, city, code, "disagreed")
    with pytest.raises(DomainError, match="为什么不采纳"):
        decide(case, city)
    decide(case, city, reason="所提问题已由申请人整改。")
    case.refresh_from_db()
    assert case.status == CaseStatus.GRANTED


def test_a_quorum_decides_without_the_late_one(city: City) -> None:
    case = make_accepted(change_steps(city, decide={"join_rule": "quorum", "quorum": 2}))
    review(case, city, "planning")
    assert current(case, "decide").status == StepStatus.WAITING
    review(case, city, "structure", "disagreed")
    assert current(case, "decide").status == StepStatus.OPEN
    with pytest.raises(NotAllowedNow, match="要有 2 个环节同意，现在有 1 个"):
        decide(case, city)
    review(case, city, "traffic")
    decide(case, city)
    enabled = Event.objects.filter(chain=case.chain, code="step.enabled", step="decide")
    assert enabled.count() == 1


def test_what_the_decision_did_not_wait_for_is_given_up(city: City) -> None:
    case = make_accepted(change_steps(city, decide={"join_rule": "quorum", "quorum": 2}))
    review(case, city, "planning")
    review(case, city, "traffic")
    decide(case, city)
    assert current(case, "structure").status == StepStatus.CANCELLED
    assert "step.dropped" in codes(case)
    with pytest.raises(AlreadyDone):
        review(case, city, "structure")


def test_sent_back_a_review_begins_a_new_round_and_the_old_one_stays(city: City) -> None:
    case = make_reviewed(city)
    due = Case.objects.get(pk=case.pk).promised_due_on
    by = city.officer("lead", "decider")
    with pytest.raises(DomainError, match="写明原因"):
        actions.send_back(case, to="planning", by=by, reason=" ", at=MONDAY)
    again = actions.send_back(case, to="planning", by=by, reason="图纸已换。", at=MONDAY)
    assert again == {"planning", "decide"}
    first, second = case.steps.filter(code="planning").order_by("round")
    assert (first.status, first.outcome, first.round) == (StepStatus.SUPERSEDED, "agreed", 1)
    assert (second.status, second.outcome, second.round) == (StepStatus.OPEN, "", 2)
    assert second.due_on is not None
    assert current(case, "decide").status == StepStatus.WAITING
    assert Case.objects.get(pk=case.pk).promised_due_on == due
    with pytest.raises(AlreadyDone):
        decide(case, city)
    review(case, city, "planning", "disagreed")
    assert current(case, "decide").status == StepStatus.OPEN
    with pytest.raises(NotAllowedNow, match="不同意，本事项须全部同意"):
        decide(case, city)
    assert codes(case)[-3:] == ["step.started", "step.completed", "step.enabled"]


def test_only_who_has_a_later_open_step_sends_back(city: City) -> None:
    case = make_accepted(city)
    review(case, city, "planning")
    for by in (city.officer("traffic", "reviewer"), city.officer("lead", "decider")):
        with pytest.raises(NotYours):
            actions.send_back(case, to="planning", by=by, reason="x", at=MONDAY)
    review(case, city, "structure")
    review(case, city, "traffic")
    for to in ("accept", "decide", "deliver", "nothing"):
        by = city.officer("lead", "decider")
        with pytest.raises(NotAllowedNow):
            actions.send_back(case, to=to, by=by, reason="x", at=MONDAY)


def test_an_optional_step_is_opened_with_a_reason_and_then_waited_for(city: City) -> None:
    case = make_reviewed(add_expert(city))
    assert current(case, "expert").status == StepStatus.OPTIONAL
    assert current(case, "decide").status == StepStatus.OPEN
    by = city.officer("lead", "decider")
    other = city.officer("traffic", "reviewer")
    with pytest.raises(NotYours):
        actions.open_step(case, code="expert", by=other, reason="x", at=MONDAY)
    actions.open_step(case, code="expert", by=by, reason="结构复杂。", at=MONDAY)
    assert current(case, "expert").status == StepStatus.OPEN
    waiting = current(case, "decide")
    assert (waiting.status, waiting.enabled_at, waiting.due_on) == (StepStatus.WAITING, None, None)
    review_expert(case, city)
    decide(case, city)
    with pytest.raises(NotAllowedNow):
        actions.open_step(case, code="expert", by=by, reason="x", at=MONDAY)


def review_expert(case: Case, city: City) -> None:
    by = city.officer("lead", "reviewer")
    actions.complete_review(current(case, "expert"), by=by, outcome="agreed", opinion="", at=MONDAY)


def test_silence_counts_only_where_it_says_so_and_only_when_overdue(city: City) -> None:
    case = make_accepted(change_steps(city, traffic={"on_silence": "agreed"}))
    due = current(case, "traffic").due_on
    assert due is not None
    for late, agreed in ((0, 0), (1, 1), (1, 0)):
        at = MONDAY.replace(day=due.day) + timedelta(days=late)
        assert actions.sweep_silent_steps(at) == agreed
    silent = current(case, "traffic")
    assert (silent.outcome, silent.officer) == ("silent", "system")
    assert current(case, "planning").status == StepStatus.OPEN
    review(case, city, "planning")
    review(case, city, "structure")
    decide(case, city)


def test_a_case_whose_clocks_stand_still_agrees_to_nothing(city: City) -> None:
    case = make_accepted(change_steps(city, traffic={"on_silence": "agreed"}))
    Case.objects.filter(pk=case.pk).update(suspended_at=MONDAY)
    assert actions.sweep_silent_steps(MONDAY + timedelta(days=60)) == 0


@shown(4, of=8, in_one_place=True)
@given(steps=joint_procedures(), data=st.data())
def test_the_database_runs_a_case_as_the_plan_does_in_memory(
    city: City, steps: tuple[Step, ...], data: st.DataObject
) -> None:
    version = make_version_of(city, steps)
    case = Case.objects.create(
        version=version, department=version.item.department, applicant=city.applicant,
        applicant_name="示例", number=f"SL-{version.pk}", status="accepted", submitted_at=MONDAY,
        received_at=MONDAY, accepted_at=MONDAY, promised_due_on=MONDAY, statutory_due_on=MONDAY,
    )  # fmt: skip
    plan = plan_for(version, {})
    actions.submitting._write_steps(case, plan, MONDAY.date(), MONDAY)
    run = Run(plan)
    officers = 4
    while run.open:
        moves = [("complete", position) for position in sorted(run.open)]
        if officers:
            moves += [("open", row.position) for row in run.plan.rows if row.is_optional]
            moves += [("back", position) for position in sorted(run.done)]
        move, position = data.draw(st.sampled_from(moves))
        step = steps[position - 1]
        officers -= move != "complete"
        try:
            again = apply(run, move, position)
        except NotOpen:
            continue
        if move == "complete":
            complete(case, step.code, "granted" if step.kind == "decision" else "agreed")
            if step.kind == "decision":
                give_up_late(case, at=MONDAY)
        else:
            standing = standing_of(case)
            apply(standing.run, move, position)
            write(standing, again, at=MONDAY)
        assert state_of(case) == expected(run)


def apply(run: Run, move: str, position: int) -> frozenset[int]:
    """Do one thing to a run; return what begins a new round."""
    if move == "back":
        return run.send_back(position)
    if move == "open":
        run.open_optional(position)
    else:
        run.complete(position)
    return frozenset()


def state_of(case: Case) -> dict[int, tuple[str, int]]:
    """Return status and round of what takes part, by position."""
    taking = case.steps.filter(status__in=["waiting", "open", "done", "cancelled"])
    return {row.position: (row.status, row.round) for row in taking}


def expected(run: Run) -> dict[int, tuple[str, int]]:
    """Return what the database should say."""
    state = {}
    for position in run.after:
        status = "waiting"
        for name in ("open", "done", "dropped"):
            if position in getattr(run, name):
                status = {"dropped": "cancelled"}.get(name, name)
        state[position] = (status, run.rounds[position] + 1)
    return state


def test_rows_of_rounds_are_apart(city: City) -> None:
    case = make_reviewed(city)
    by = city.officer("lead", "decider")
    for turn in range(3):
        actions.send_back(case, to="traffic", by=by, reason="再看。", at=MONDAY)
        review(case, city, "traffic")
        assert CaseStep.objects.filter(case=case, code="decide").count() == turn + 2
    positions = list(case.steps.values_list("position", flat=True))
    assert len(set(positions)) == len(positions)
