"""Who acts on a step: transferred, given to a colleague, stood in for, kept out."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from onewindow.cases import access, actions
from onewindow.cases.models import Case, CaseStep
from onewindow.cases.rules import NotYours, Recused
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs import substituting
from onewindow.orgs.models import Officer, OfficerRole, Post, Substitution
from tests.cases.building import MONDAY, City, build_city, make_accepted, make_officer
from tests.cases.joint import current, review

pytestmark = pytest.mark.django_db
REVIEWER = frozenset({"reviewer"})


@dataclass(frozen=True)
class Scene:
    """A city with an accepted case."""

    city: City
    case: Case

    def officer(self, unit: str, place: int = 1, role: str = "reviewer") -> Officer:
        return self.city.officer(unit, role, place)

    def step(self, code: str) -> CaseStep:
        return current(self.case, code)

    def told(self, code: str) -> str:
        """Return the data of the last event of a code."""
        events = Event.objects.filter(chain=self.case.chain, code=code).order_by("seq")
        return str(events.values_list("data", flat=True).last())


@pytest.fixture
def scene() -> Scene:
    city = build_city()
    return Scene(city, make_accepted(city))


def test_a_review_is_transferred_and_its_clock_goes_on(scene: Scene) -> None:
    before = scene.step("planning")
    to = scene.step("traffic").unit
    first, other = scene.officer("planning"), scene.officer("traffic")
    actions.start_step(before, by=first, at=MONDAY)
    actions.transfer_step(before, to=to, post=None, by=first, reason="不属规划。", at=MONDAY)
    after = scene.step("planning")
    assert (after.unit, after.officer, after.due_on) == (to, "", before.due_on)
    assert "不属规划" in scene.told("step.transferred")
    with pytest.raises(NotYours):
        review(scene.case, scene.city, "planning")
    actions.complete_review(after, by=other, outcome="agreed", opinion="", at=MONDAY)


def test_a_step_goes_only_where_somebody_can_do_it(scene: Scene) -> None:
    by, step = scene.officer("planning"), scene.step("planning")
    hall = scene.step("accept").unit
    with pytest.raises(NotAllowedNow, match="没有能办"):
        actions.transfer_step(step, to=hall, post=None, by=by, reason="x", at=MONDAY)
    with pytest.raises(DomainError, match="本来就由"):
        actions.transfer_step(step, to=step.unit, post=None, by=by, reason="x", at=MONDAY)
    empty = Post.objects.create(department=scene.step("traffic").unit, code="p", name="空岗")
    with pytest.raises(NotAllowedNow, match="没有能办"):
        actions.transfer_step(step, to=empty.department, post=empty, by=by, reason="x", at=MONDAY)
    with pytest.raises(NotYours):
        actions.transfer_step(
            step, to=hall, post=None, by=scene.officer("traffic"), reason="x", at=MONDAY
        )


def test_a_colleague_gets_a_step_from_its_holder_or_the_head(scene: Scene) -> None:
    first, second = scene.officer("planning"), scene.officer("planning", 2)
    actions.delegate_step(scene.step("planning"), to=second, by=first, reason="出差。", at=MONDAY)
    assert scene.step("planning").officer == second.actor.code
    with pytest.raises(NotYours, match="正在办理"):
        actions.delegate_step(scene.step("planning"), to=first, by=first, reason="x", at=MONDAY)
    OfficerRole.objects.create(officer=first, role="decider", valid_from=MONDAY.date())
    actions.delegate_step(scene.step("planning"), to=first, by=first, reason="催办。", at=MONDAY)
    with pytest.raises(NotAllowedNow, match="不能办"):
        actions.delegate_step(
            scene.step("planning"), to=scene.officer("traffic"), by=first, reason="x", at=MONDAY
        )


def test_who_keeps_out_cannot_act_any_more_and_lets_go_of_what_he_held(scene: Scene) -> None:
    first, second = scene.officer("planning"), scene.officer("planning", 2)
    actions.start_step(scene.step("planning"), by=first, at=MONDAY)
    actions.recuse(scene.case, by=first, reason="近亲属。", at=MONDAY)
    assert scene.step("planning").officer == ""
    for verb in (actions.start_step, complete):
        with pytest.raises(Recused):
            verb(scene.step("planning"), by=first, at=MONDAY)
    assert not access.work_for(first, REVIEWER).filter(case=scene.case).exists()
    with pytest.raises(NotAllowedNow):
        actions.recuse(scene.case, by=first, reason="x", at=MONDAY)
    with pytest.raises(NotAllowedNow):
        actions.delegate_step(scene.step("planning"), to=first, by=second, reason="x", at=MONDAY)
    complete(scene.step("planning"), by=second, at=MONDAY)


def complete(step: CaseStep, *, by: Officer, at: object) -> None:
    actions.complete_review(step, by=by, outcome="agreed", opinion="", at=MONDAY)


def test_the_head_decides_what_an_applicant_asks_for(scene: Scene) -> None:
    officer, applicant = scene.officer("planning"), scene.city.applicant
    asked = actions.ask_recusal(
        scene.case, officer=officer, by=applicant, reason="有纠纷。", at=MONDAY
    )
    head = make_officer(officer.department, "decider", f"{officer.user.username}-head")
    with pytest.raises(NotYours):
        actions.decide_recusal(
            asked, by=scene.officer("lead", role="decider"), is_granted=True, answer="", at=MONDAY
        )
    with pytest.raises(DomainError, match="写明理由"):
        actions.decide_recusal(asked, by=head, is_granted=False, answer=" ", at=MONDAY)
    actions.decide_recusal(asked, by=head, is_granted=False, answer="经查没有。", at=MONDAY)
    assert "经查没有" in scene.told("case.recusal_declined")
    complete(scene.step("planning"), by=officer, at=MONDAY)
    again = actions.ask_recusal(
        scene.case, officer=officer, by=applicant, reason="新证据。", at=MONDAY
    )
    actions.decide_recusal(again, by=head, is_granted=True, answer="", at=MONDAY)
    with pytest.raises(NotAllowedNow, match="已经处理"):
        actions.decide_recusal(again, by=head, is_granted=True, answer="", at=MONDAY)


def test_a_substitute_does_what_the_absent_one_could_and_the_ledger_says_for_whom(
    scene: Scene,
) -> None:
    absent, substitute = scene.officer("planning"), scene.officer("planning", 2)
    post = Post.objects.create(department=absent.department, code="chief", name="规划岗")
    absent.posts.add(post)
    scene.case.steps.filter(code="planning").update(post=post)
    actions.start_step(scene.step("planning"), by=absent, at=MONDAY)
    with pytest.raises(NotYours):
        complete(scene.step("planning"), by=substitute, at=MONDAY)
    arranged = arrange(absent, substitute)
    complete(scene.step("planning"), by=substitute, at=MONDAY)
    assert f'"name":"{absent.user.name}"' in scene.told("step.completed").replace(" ", "")
    substituting.end(arranged, by=absent, at=MONDAY)
    with pytest.raises(NotAllowedNow):
        substituting.end(arranged, by=absent, at=MONDAY)


def test_who_stands_in_sees_the_work_of_both(scene: Scene) -> None:
    absent, substitute = scene.officer("planning"), scene.officer("planning", 2)
    post = Post.objects.create(department=absent.department, code="chief", name="规划岗")
    absent.posts.add(post)
    scene.case.steps.filter(code="planning").update(post=post)
    assert not access.work_for(substitute, REVIEWER).filter(case=scene.case).exists()
    arrange(absent, substitute)
    assert access.work_for(substitute, REVIEWER).filter(case=scene.case).exists()
    Substitution.objects.update(valid_to=MONDAY.date() + timedelta(days=1))
    assert not access.work_for(substitute, REVIEWER).filter(case=scene.case).exists()


def test_only_a_colleague_stands_in_once_at_a_time(scene: Scene) -> None:
    absent, substitute = scene.officer("planning"), scene.officer("planning", 2)
    for wrong in (absent, scene.officer("traffic")):
        with pytest.raises(DomainError, match="同一单位"):
            arrange(absent, wrong)
    with pytest.raises(DomainError, match="本人或者"):
        arrange(absent, substitute, by=substitute)
    arrange(absent, substitute)
    with pytest.raises(NotAllowedNow, match="已经安排"):
        arrange(absent, substitute)


def arrange(absent: Officer, substitute: Officer, by: Officer | None = None) -> Substitution:
    return substituting.arrange(
        absent, substitute=substitute, valid_from=MONDAY.date(), valid_to=None,
        reason="年休假。", by=by or absent, at=MONDAY,
    )  # fmt: skip
