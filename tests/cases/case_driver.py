"""Try moves on one case and on its model: both have to allow it, or neither."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from onewindow.cases.models import Case, CaseStep
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Officer
from tests.cases.building import CHINA, City, make_submitted
from tests.cases.case_model import Model

FIRST_DAYS = st.dates(date(2025, 1, 2), date(2026, 9, 30))


class Driver(RuleBasedStateMachine):
    """Holds one case and its model, and tries moves on both."""

    city: City
    # How often each move was legal, over all cases: a drive in which some never was shows little.
    followed: Counter[str] = Counter()

    @initialize(day=FIRST_DAYS)
    def hand_in(self, day: date) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.model = Model(day)
        self.minute = 0
        self.model.begin()
        self.pk = make_submitted(self.city, at=self.now()).pk

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def now(self) -> datetime:
        self.minute = min(self.minute + 1, 600)
        return datetime.combine(self.model.today, time(12), CHINA) + timedelta(minutes=self.minute)

    @property
    def case(self) -> Case:
        return Case.objects.select_related("version__item", "department__region").get(pk=self.pk)

    @property
    def clerk(self) -> Officer:
        return self.city.officer("hall", "counter_clerk")

    @property
    def lead(self) -> Officer:
        return self.city.officer("lead", "decider")

    def step(self, code: str) -> CaseStep:
        steps = CaseStep.objects.select_related("case__version", "case__department__region", "unit")
        return steps.filter(case=self.pk, code=code).order_by("-round")[0]

    def state(self) -> tuple[object, ...]:
        steps = CaseStep.objects.filter(case=self.pk).order_by("position")
        case = Case.objects.filter(pk=self.pk).values_list("status", "suspended_at", "changed_at")
        return (
            list(case), list(steps.values_list("status", "due_on")),
            Event.objects.filter(chain=self.case.chain).count(),
            self.case.letters.count(),
        )  # fmt: skip

    def attempt(self, move: str, act: Callable[[], object], **how: object) -> None:
        """Try a move; it has to succeed if and only if the model allows it."""
        before = self.state()
        is_legal = self.model.allows(move, **how)
        refusal: Exception | None = None
        try:
            with transaction.atomic():
                act()
        except (DomainError, ObjectDoesNotExist, IndexError) as error:
            refusal = error
        assert (refusal is None) == is_legal, f"{move} {how} {refusal!r} {self.model}"
        if refusal is None:
            self.model.follow(move, **how)
            self.followed[move] += 1
        else:
            assert self.state() == before
