"""How far an officer's work reaches today: his own, his colleagues', and what letters give him."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.timezone import localdate

from onewindow.cases.borrowing import borrowed_cases, borrowed_steps
from onewindow.cases.models import CaseStep, Recusal
from onewindow.cases.models.steps import CaseStepQuerySet
from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.delegation.authorities import Authority, authorities_of
from onewindow.orgs.models import Officer
from onewindow.orgs.substituting import stood_in_for
from onewindow.procedure.model import StepKind


@dataclass
class Reach:
    """One officer with the roles that he has today; what it takes to know is read once."""

    officer: Officer
    roles: frozenset[str]

    @cached_property
    def authorities(self) -> list[Authority]:
        """The letters and delegations that he acts by."""
        return authorities_of(self.officer)

    @cached_property
    def colleagues(self) -> list[tuple[Officer, frozenset[str]]]:
        """For whom he stands in, each with his roles."""
        today = localdate()
        return [(each, each.role_codes(today)) for each in stood_in_for(self.officer, today)]

    @property
    def borrowed(self) -> Q:
        """The condition for the cases that a letter or a delegation opens to him."""
        return borrowed_cases(self.authorities)

    @property
    def own(self) -> Q:
        """The condition for the steps that are his or a colleague's; none where he keeps out."""
        condition = _by_post(self.officer, self.roles)
        for colleague, roles in self.colleagues:
            condition |= _by_post(colleague, roles)
        kept_out = Recusal.objects.filter(officer=self.officer, is_granted=True).values("case")
        return condition & ~Q(case__in=kept_out)

    @property
    def steps(self) -> CaseStepQuerySet:
        """The steps that he may do, by post, for a colleague or by a letter."""
        return CaseStep.objects.filter(self.own | borrowed_steps(self.authorities))


def _by_post(officer: Officer, roles: frozenset[str]) -> Q:
    # A step without a post is anybody's in its department.
    post = Q(post=None) | Q(post__in=officer.posts.all())
    return post & Q(unit=officer.department_id, kind__in=_kinds(roles))


def _kinds(roles: frozenset[str]) -> list[StepKind]:
    return [kind for kind, role in ROLE_FOR_KIND.items() if role in roles]
