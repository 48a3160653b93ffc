"""Which cases and steps the letters and delegations of an officer cover."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q

from onewindow.cases.models import CaseStep
from onewindow.delegation.authorities import Authority
from onewindow.delegation.models import Power
from onewindow.delegation.models.period import POWER_FOR_KIND
from onewindow.procedure.model import StepKind

NOTHING = Q(pk__in=())
# Who takes cases in for a department is not always the department; the rest is its own to hand on.
INTAKE = frozenset({StepKind.PRE_REVIEW, StepKind.ACCEPTANCE, StepKind.DELIVERY})


def borrowed_steps(authorities: Iterable[Authority]) -> Q:
    """Return the condition for the steps that an officer may do by these."""
    condition = NOTHING
    for power, reach in _reaches(authorities).items():
        kinds = [kind for kind, needed in POWER_FOR_KIND.items() if needed == power]
        steps = Q(kind__in=kinds) & reach.condition("case__")
        if not INTAKE.issuperset(kinds):
            steps &= Q(unit=F("case__department"))
        condition |= steps
    return condition


def borrowed_cases(authorities: Iterable[Authority]) -> Q:
    """Return the condition for the cases that an officer has something to do with by these."""
    condition = NOTHING
    for reach in _reaches(authorities).values():
        condition |= reach.condition()
    return condition


def covers(authority: Authority, step: CaseStep) -> bool:
    """Say whether one of them covers a step, as `cases_borrowed` does in SQL."""
    item = step.case.version.item
    is_own = step.kind in INTAKE or step.unit_id == item.department_id
    return (
        is_own
        and authority.power == POWER_FOR_KIND[StepKind(step.kind)]
        and authority.department_id == item.department_id
        and authority.item_id in {None, item.pk}
    )


@dataclass(frozen=True)
class _Reach:
    """Whose items, and which items, one power covers."""

    departments: set[int] = field(default_factory=set)
    items: set[int] = field(default_factory=set)

    def condition(self, case: str = "") -> Q:
        """Return the condition for the cases; `case` is the way to them."""
        whose = Q(**{f"{case}department__in": self.departments})
        return whose | Q(**{f"{case}version__item__in": self.items})


def _reaches(authorities: Iterable[Authority]) -> dict[Power, _Reach]:
    reaches: defaultdict[Power, _Reach] = defaultdict(_Reach)
    for each in authorities:
        if each.item_id is None:
            reaches[each.power].departments.add(each.department_id)
        else:
            reaches[each.power].items.add(each.item_id)
    return reaches
