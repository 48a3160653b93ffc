"""A case before an officer: what its page and all verbs ask for, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from onewindow.cases import access
from onewindow.cases.facts import current_steps, steps_of
from onewindow.cases.models import CaseStep, StepStatus
from onewindow.cases.reach import Reach
from onewindow.cases.running import steps_before
from onewindow.catalogue import reading
from onewindow.procedure.model import StepKind

if TYPE_CHECKING:
    from onewindow.cases.models import Case
    from onewindow.catalogue.models import FormField, ItemStep
    from onewindow.orgs.models import Officer
    from onewindow.procedure.plan import Plan


@dataclass
class Handling:
    """One case, one officer with the roles he has today, and how far his work reaches."""

    case: Case
    officer: Officer
    roles: frozenset[str]
    reach: Reach

    @cached_property
    def steps(self) -> list[CaseStep]:
        """The last round of each step, by position."""
        return current_steps(self.case)

    @cached_property
    def own(self) -> list[CaseStep]:
        """The open steps that he may do."""
        if not (self.is_open_here or self.reach.colleagues or self.reach.authorities):
            return []
        work = access.work_for(self.officer, self.roles, self.reach).filter(case=self.case)
        his = set(work.values_list("pk", flat=True))
        return [each for each in self.steps if each.pk in his]

    def own_step(self, *kinds: str) -> CaseStep | None:
        """Return the first of them, of one of these kinds if any is given."""
        return next((each for each in self.own if not kinds or each.kind in kinds), None)

    @property
    def is_of_his_department(self) -> bool:
        """Whether his department decides the case."""
        return self.case.department_id == self.officer.department_id

    @cached_property
    def takes_part(self) -> bool:
        """Whether his department has, or had, a step of the case."""
        return any(each.unit_id == self.officer.department_id for each in steps_of(self.case))

    @property
    def is_open_here(self) -> bool:
        """Whether his department has a step to do now."""
        here = self.officer.department_id
        return any(each.unit_id == here and each.status == StepStatus.OPEN for each in self.steps)

    @cached_property
    def lines(self) -> list[ItemStep]:
        """The steps as the version of the item says them."""
        return reading.steps_of(self.case.version)

    @cached_property
    def fields(self) -> list[FormField]:
        """The fields of the form as this case has it."""
        return reading.fields_for(self.case.version, self.case.answers)

    @cached_property
    def plan(self) -> Plan:
        """The plan of the case, with the optional steps that take part in it."""
        taking = [each.code for each in self.steps if each.status != StepStatus.OPTIONAL]
        return reading.procedure_from(self.lines).prune(self.case.answers, taking)

    def done_before(self, step: CaseStep) -> list[CaseStep]:
        """Return the reviews before a step that are done: those that can be sent back from it."""
        before = steps_before(self.plan, step.code)
        return [
            each
            for each in self.steps
            if each.kind == StepKind.REVIEW
            and each.status == StepStatus.DONE
            and each.code in before
        ]


def handled_by(officer: Officer, case: Case) -> Handling:
    """Return how an officer faces a case today."""
    roles = officer.role_codes(localdate())
    return Handling(case, officer, roles, Reach(officer, roles))
