"""Try moves on one case and on its model: both have to allow it, or neither."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pgtrigger
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Max, QuerySet

from onewindow.cases import actions
from onewindow.cases.actions.promising import sign_commitment, sign_deferral
from onewindow.cases.instant.models import DecisionTable
from onewindow.cases.models import Case, CaseStep, Commitment, Deferral, Grant, Letter
from onewindow.cases.recheck import recheck
from onewindow.cases.running import standing_of
from onewindow.catalogue.models import ItemVersion, Material
from onewindow.documents.models import Document
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Officer
from tests.cases.building import CHINA, REVIEWS, City, make_draft
from tests.cases.case_model import Model
from tests.cases.promise_model import DEFERRABLE
from tests.cases.step_model import Who


class Driver:
    """Holds one case and its model, and tries moves on both."""

    def __init__(self, city: City, *, every: int = 1) -> None:
        self.city = city
        # After how many moves everything is looked at.
        self.every, self.checked = every, 0
        # How often each move was legal, and how often it was refused.
        self.followed: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def begin(
        self, day: date, method: str, *, has_pre_review: bool, is_alone: bool = False,
        is_instant: bool = False, promise: str = "",
    ) -> None:  # fmt: skip
        """Hand a case in on a day, of an item that one department or several handle."""
        self.model = Model(day, method, has_pre_review, is_alone, is_instant, promise=promise)
        self.minute = 0
        self.last_before = Grant.objects.aggregate(last=Max("pk"))["last"] or 0
        self.model.begin()
        with pgtrigger.ignore():
            version = ItemVersion.objects.filter(pk=self.city.version.pk)
            version.update(pre_review_limit=int(has_pre_review))
            for name in REVIEWS:
                unit = self.city.officer("lead" if is_alone else name, "reviewer").department
                self.city.version.steps.filter(code=name).update(unit=unit)
        tables = DecisionTable.objects.filter(item=self.city.version.item_id)
        tables.update(status="active" if is_instant else "draft")
        self.hand_in(make_draft(self.city, at=self.now()), promise)
        self.check()

    def hand_in(self, draft: Case, promise: str) -> None:
        """Hand in a draft that has its form, with the promises that were signed."""
        him = self.city.applicant
        if promise in {"deferral", "both"}:
            sign_deferral(draft, name=him.name, by=him, at=self.now())
        else:
            for code in DEFERRABLE:
                actions.attach_file(draft, self.material(code), self.document(), at=self.now())
        if promise in {"commitment", "both"}:
            sign_commitment(draft, name=him.name, by=him, at=self.now())
        actions.choose_delivery(
            draft, self.model.method, by=him, at=self.now(), address="示例路 1 号"
        )
        self.pk = actions.submit(draft, at=self.now()).pk

    def material(self, code: str) -> Material:
        """Return a material of the item."""
        return self.city.version.materials.get(code=code)

    def document(self) -> Document:
        """Return a new file."""
        at = self.now()
        return Document.objects.create(
            sha256=uuid4().hex * 2, name="a.pdf", size=1, media_type="application/pdf",
            uploaded_by="x", created_at=at,
        )  # fmt: skip

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
            Event.objects.count(), Letter.objects.count(),
            self.promises(), self.permits(),
        )  # fmt: skip

    def promises(self) -> tuple[list[tuple[date | None, bool]], list[tuple[str, date | None]]]:
        """Return what is stored of the promises of the case."""
        deferral = Deferral.objects.filter(case=self.pk)
        commitment = Commitment.objects.filter(case=self.pk)
        return (
            [(each.due_on, each.settled_at is None) for each in deferral],
            list(commitment.values_list("status", "due_on")),
        )

    def permits(self) -> list[tuple[str, date, date | None]]:
        """Return what is stored of the permits, in their order."""
        return list(self.grants().values_list("status", "valid_from", "valid_to"))

    def grants(self) -> QuerySet[Grant]:
        """Return the permits that the cases of this life were granted."""
        rows = Grant.objects.filter(item=self.city.version.item_id, pk__gt=self.last_before)
        return rows.order_by("pk")

    def attempt(self, move: str, act: Callable[[], object], **how: object) -> None:
        """Try a move; it has to succeed if and only if the model allows it."""
        is_legal = self.model.allows(move, **how)
        before = None if is_legal else self.state()
        refusal: Exception | None = None
        try:
            with transaction.atomic():
                act()
        except (DomainError, ObjectDoesNotExist, IndexError) as error:
            refusal = error
        assert (refusal is None) == is_legal, f"{move} {how} {refusal!r} {self.model}"
        if refusal is None:
            self.model.follow(move, **how)
            self.model = self.model.next or self.model
            self.followed[move] += 1
            self.check()
        else:
            self.refused[move] += 1
            assert self.state() == before

    def check(self) -> None:
        """See that what is stored is what follows from the events, and what the model says."""
        case, model = self.case, self.model
        assert case.status == model.status, model
        self.checked += 1
        if self.checked % self.every == 0:
            assert list(recheck()) == []
            self.check_promises()
            self.check_standing()
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

    def check_standing(self) -> None:
        """See that the steps, read as a run of the procedure, are open as the model says."""
        if self.case.status == "accepted":
            standing = standing_of(self.case)
            now_open = {standing.rows[each].code for each in standing.run.open}
            assert now_open == self.model.open_steps, self.model

    def check_promises(self) -> None:
        """See that promises and permits stand as the model says."""
        model = self.model
        deferral, commitment = self.promises()
        is_deferred = model.promise in {"deferral", "both"}
        assert deferral == [(model.supply_by, model.is_waited_for)] * is_deferred, model
        is_committed = bool(model.commitment)
        assert commitment == [(model.commitment, model.check_by)] * is_committed, model
        permits = [(each.status, each.first, each.last) for each in model.life.permits]
        assert self.permits() == permits, model
