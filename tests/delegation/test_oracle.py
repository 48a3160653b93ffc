"""Who may do a step at a time, for random papers, against a plain loop over them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from onewindow.cases.borrowing import covers
from onewindow.cases.complete import basis_for
from onewindow.cases.models import CaseStep
from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.catalogue.models import ServiceItem
from onewindow.delegation import actions as grants
from onewindow.delegation.actions import authorising
from onewindow.delegation.authorities import authorities_of
from onewindow.delegation.models import AuthorisationLetter, Delegation, Power
from onewindow.delegation.models.letters import LETTER_POWERS
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind
from tests.cases.building import MONDAY, City, build_city, make_officer, make_reviewed, step
from tests.cast import make_department
from tests.delegation.granting import BEFORE, TODAY, make_delegation, make_letter
from tests.sampling import shown

pytestmark = pytest.mark.django_db
STEPS = ("accept", "planning", "decide")
NEEDED = {
    StepKind.ACCEPTANCE: Power.ACCEPT, StepKind.REVIEW: Power.REVIEW,
    StepKind.DECISION: Power.DECIDE,
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """Two officers in two departments, and the steps of a case of each of two items."""

    cities: tuple[City, City]
    steps: tuple[CaseStep, ...]
    officers: tuple[Officer, Officer]

    @property
    def items(self) -> tuple[ServiceItem, ServiceItem]:
        first, second = self.cities
        return (first.version.item, second.version.item)


@dataclass(frozen=True)
class Paper:
    """A letter, or a delegation, before it is made; days from TODAY."""

    is_letter: bool
    holder: int
    owner: int
    covers_all: bool
    powers: tuple[Power, ...]
    begins: int
    length: int
    is_revoked: bool

    def allows(self, world: World, officer: Officer, held: CaseStep, on: date) -> bool:
        """Say what the law says, as plainly as possible."""
        start = TODAY + timedelta(days=self.begins)
        if self.is_revoked or not start <= on < start + timedelta(days=self.length):
            return False
        item = held.case.version.item
        if item != world.items[self.owner]:
            return False
        kind = StepKind(held.kind)
        if kind != StepKind.ACCEPTANCE and held.unit != item.department:
            return False
        if NEEDED[kind] not in self.powers:
            return False
        holder = world.officers[self.holder]
        if self.is_letter:
            return officer == holder
        has_role = officer.roles.filter(role=ROLE_FOR_KIND[kind]).exists()
        return officer.department == holder.department and has_role


@st.composite
def papers(draw: st.DrawFn) -> list[Paper]:
    """Draw papers; at most one delegation of an item to a department, as the register has it."""
    drawn, seen = [], set()
    for _ in range(draw(st.integers(0, 4))):
        is_letter = draw(st.booleans())
        allowed = LETTER_POWERS if is_letter else tuple(Power)
        powers = draw(st.lists(st.sampled_from(allowed), min_size=1, unique=True))
        paper = Paper(
            is_letter, draw(st.integers(0, 1)), draw(st.integers(0, 1)), draw(st.booleans()),
            tuple(powers), draw(st.integers(-3, 3)), draw(st.integers(1, 5)), draw(st.booleans()),
        )  # fmt: skip
        if is_letter or (paper.holder, paper.owner) not in seen:
            drawn.append(paper)
        if not is_letter:
            seen.add((paper.holder, paper.owner))
    return drawn


@pytest.fixture
def world() -> World:
    cities = (build_city(), build_city())
    # The second item's department does all of its steps itself.
    cases = tuple(make_reviewed(city) for city in cities)
    lead = cities[1].version.item.department
    CaseStep.objects.filter(case=cases[1]).update(unit=lead)
    officers = tuple(
        make_officer(make_department(f"street{n}"), role, f"street{n}.officer")
        for n, role in enumerate(("counter_clerk", "decider"))
    )
    officers[0].roles.create(role="reviewer", valid_from=date(2020, 1, 1))
    steps = tuple(step(case, code) for case in cases for code in STEPS)
    return World((cities[0], cities[1]), steps, (officers[0], officers[1]))


@pytest.fixture(autouse=True)
def _no_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may act does not depend on the PDF, and a hundred of them take a while."""
    monkeypatch.setattr(authorising, "render", lambda *_args, **_more: b"%PDF-1.7")


@pytest.mark.long
@shown(12, in_one_place=True)
@given(drawn=papers(), day=st.integers(-3, 6))
def test_who_may_act_is_what_a_plain_loop_says(world: World, drawn: list[Paper], day: int) -> None:
    with transaction.atomic():
        for paper in drawn:
            make(paper, world)
        at = MONDAY + timedelta(days=day)
        for officer, held in product(world.officers, world.steps):
            compare(world, drawn, officer, held, at)
        transaction.set_rollback(True)


def compare(
    world: World, drawn: list[Paper], officer: Officer, held: CaseStep, at: datetime
) -> None:
    on = TODAY + (at - MONDAY)
    expected = any(paper.allows(world, officer, held, on) for paper in drawn)
    role = ROLE_FOR_KIND[StepKind(held.kind)]
    assert (basis_for(officer.pk, role, held, at=at) is not None) == expected
    listed = any(covers(each, held) for each in authorities_of(officer, on=on))
    assert listed == expected


def make(paper: Paper, world: World) -> None:
    city, holder = world.cities[paper.owner], world.officers[paper.holder]
    start = TODAY + timedelta(days=paper.begins)
    end = start + timedelta(days=paper.length)
    made: AuthorisationLetter | Delegation
    if paper.is_letter:
        made = make_letter(
            city, holder, powers=paper.powers, valid_from=start, valid_to=end,
            items=() if paper.covers_all else (city.version.item,),
        )  # fmt: skip
    else:
        made = make_delegation(
            city, holder.department, powers=paper.powers, valid_from=start, valid_to=end
        )
    if paper.is_revoked:
        grants.revoke(made, by=holder.actor, reason="示例", at=BEFORE)
