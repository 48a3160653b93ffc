"""Try moves on one case and on its model: both have to allow it, or neither."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pgtrigger
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStep
from onewindow.cases.recheck import recheck
from onewindow.cases.running import standing_of
from onewindow.catalogue.models import ItemVersion
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Officer
from tests.cases.building import CHINA, City, make_draft
from tests.cases.case_model import Model
from tests.cases.step_model import Who


class Driver:
    """Holds one case and its model, and tries moves on both."""

    def __init__(self, city: City) -> None:
        self.city = city
        # How often each move was legal, and how often it was refused.
        self.followed: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def begin(self, day: date, method: str, *, has_pre_review: bool) -> None:
        """Hand a case in on a day."""
        self.model = Model(day, method, has_pre_review)
        self.minute = 0
        self.model.begin()
        with pgtrigger.ignore():
            version = ItemVersion.objects.filter(pk=self.city.version.pk)
            version.update(pre_review_limit=int(has_pre_review))
        draft = make_draft(self.city, at=self.now())
        actions.choose_delivery(
            draft, method, by=self.city.applicant, at=self.now(), address="示例路 1 号"
        )
        self.pk = actions.submit(draft, at=self.now()).pk
        self.check()

    def now(self) -> datetime:
        """Return a time after the last one, on the day of the model."""
        self.minute = min(self.minute + 1, 600)
        return datetime.combine(self.model.today, time(12), CHINA) + timedelta(minutes=self.minute)

    @property
    def case(self) -> Case:
        """The case as a view would load it."""
        return Case.objects.select_related("version__item", "department__region").get(pk=self.pk)

    @property
    def clerk(self) -> Officer:
        """Who takes cases in."""
        return self.city.officer("hall", "counter_clerk")

    @property
    def lead(self) -> Officer:
        """Who decides."""
        return self.city.officer("lead", "decider")

    def officer(self, who: Who) -> Officer:
        """Return an officer as the model names him."""
        unit, place = who
        return self.lead if unit == "decider" else self.city.officer(unit, "reviewer", place)

    def step(self, code: str) -> CaseStep:
        """Return the last round of a step as a view would load it."""
        steps = CaseStep.objects.select_related("case__version", "case__department__region", "unit")
        return steps.filter(case=self.pk, code=code).order_by("-round")[0]

    def state(self) -> tuple[object, ...]:
        """Return what a refused move may not touch."""
        steps = CaseStep.objects.filter(case=self.pk).order_by("position")
        case = Case.objects.filter(pk=self.pk).values_list("status", "suspended_at", "changed_at")
        return (
            list(case), list(steps.values_list("status", "due_on", "officer", "unit")),
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
            self.check()
        else:
            self.refused[move] += 1
            assert self.state() == before

    def check(self) -> None:
        """See that what is stored is what follows from the events, and what the model says."""
        case, model = self.case, self.model
        assert case.status == model.status, model
        assert list(recheck()) == []
        is_still = case.status == "accepted" and model.stands_still
        assert (case.suspended_at is not None) == is_still, model
        if case.status not in {"pre_review", "submitted", "correcting", "accepted"}:
            waiting = case.steps.filter(status__in=["open", "waiting"]).exclude(kind="delivery")
            assert not waiting.exists(), model
            return
        stored = dict(case.steps.filter(status="open").values_list("code", "due_on"))
        if case.accepted_at is not None:
            stored |= {"promised": case.promised_due_on, "statutory": case.statutory_due_on}
        assert stored == model.due, model
        if case.status == "accepted":
            standing = standing_of(case)
            now_open = {standing.rows[each].code for each in standing.run.open}
            assert now_open == model.open_steps, model
