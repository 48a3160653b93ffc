"""Who may see, write and let run which tables. Missing and forbidden look the same."""

from django.db.models import prefetch_related_objects

from onewindow.cases.instant.models import (
    DecisionTable,
    InstantDecision,
    PostCheck,
    ShadowRun,
    TableStatus,
)
from onewindow.cases.instant.models.results import PostCheckQuerySet
from onewindow.cases.instant.models.tables import DecisionTableQuerySet
from onewindow.cases.models.case import OPEN, Case
from onewindow.catalogue.models import ServiceItem, VersionStatus
from onewindow.orgs.models import Officer, Role

WRITES = frozenset({Role.ITEM_MANAGER})
ACTIVATES = frozenset({Role.DECIDER, Role.LEGAL_OFFICER})
STOPS = WRITES | ACTIVATES
READS_OWN = STOPS | {Role.REVIEWER}
READS_ALL = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
CHECKS = frozenset({Role.REVIEWER, Role.DECIDER})


def tables_for(officer: Officer, roles: frozenset[str]) -> DecisionTableQuerySet:
    """Return the tables he may read: his department's, all for who watches."""
    tables = DecisionTable.objects.select_related("item__department", "version")
    if roles & READS_ALL:
        return tables
    if roles & READS_OWN:
        return tables.filter(item__department=officer.department_id)
    return tables.none()


def table_for(
    officer: Officer, roles: frozenset[str], pk: int, needed: frozenset[Role] | None = None
) -> DecisionTable:
    """Return one table he may read, or (with roles) do something with.

    Raise DecisionTable.DoesNotExist otherwise.
    """
    tables = tables_for(officer, roles)
    if needed is not None:
        if not roles & needed:
            raise DecisionTable.DoesNotExist
        tables = tables.filter(item__department=officer.department_id)
    return tables.get(pk=pk)


def items_for(officer: Officer, roles: frozenset[str]) -> list[ServiceItem]:
    """Return the published items whose tables he may read, those that have one first."""
    items = ServiceItem.objects.select_related("department").filter(
        versions__status=VersionStatus.PUBLISHED, is_standard=False
    )
    if not roles & READS_ALL:
        if not roles & READS_OWN:
            return []
        items = items.filter(department=officer.department_id)
    else:
        items = items.filter(decision_tables__isnull=False)
    return list(items.distinct().order_by("code"))


def item_for(officer: Officer, roles: frozenset[str], pk: int) -> ServiceItem:
    """Return an item whose table he may write; raise ServiceItem.DoesNotExist otherwise."""
    if not roles & WRITES:
        raise ServiceItem.DoesNotExist
    items = ServiceItem.objects.filter(is_standard=False, department=officer.department_id)
    return items.get(pk=pk)


def is_decided_at_once(case: Case) -> bool:
    """Tell whether an active table will look at a draft when it is handed in."""
    tables = DecisionTable.objects.filter(version=case.version_id, status=TableStatus.ACTIVE)
    return tables.exists()


def machine_decision_of(case: Case) -> InstantDecision | None:
    """Return what an active table did with a case, None where none looked at it."""
    # Nothing is read where the case came with them.
    prefetch_related_objects([case], "instant_decision__table", "instant_decision__post_check")
    found: InstantDecision | None = getattr(case, "instant_decision", None)
    return found


def shadow_runs_of(case: Case) -> list[ShadowRun]:
    """Return what tables in shadow would have done, once a human has decided: not before."""
    if case.status in OPEN:
        return []
    runs = ShadowRun.objects.select_related("table").filter(case=case)
    return list(runs.order_by("table__number"))


def checks_for(officer: Officer, roles: frozenset[str]) -> PostCheckQuerySet:
    """Return the checks of machine decisions he may read: his department's, all for who watches."""
    checks = PostCheck.objects.select_related(
        "decision__case__version", "decision__case__department", "decision__table"
    )
    if roles & READS_ALL:
        return checks
    if roles & (CHECKS | STOPS):
        return checks.filter(decision__case__department=officer.department_id)
    return checks.none()


def check_for(
    officer: Officer, roles: frozenset[str], number: str, *, is_doing: bool = False
) -> PostCheck:
    """Return the check of a case he may read, or do; raise PostCheck.DoesNotExist otherwise."""
    checks = checks_for(officer, roles)
    if is_doing:
        if not roles & CHECKS:
            raise PostCheck.DoesNotExist
        checks = checks.filter(decision__case__department=officer.department_id)
    return checks.get(decision__case__number=number)
