"""Let a table run: beside humans, in their place, back, and no more."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from onewindow.cases.instant.actions.drafting import record, version_in_force
from onewindow.cases.instant.agreement import Agreement, agreement_of
from onewindow.cases.instant.inputs import stale_columns
from onewindow.cases.instant.models import DecisionTable, TableStatus
from onewindow.cases.instant.models.tables import DecisionTableQuerySet
from onewindow.cases.instant.soundness import problems_of
from onewindow.cases.instant.storing import examples_of, table_of
from onewindow.cases.instant.testing import run_tests
from onewindow.catalogue.codes import ReviewKind
from onewindow.catalogue.models import ItemVersion
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.procedure.model import StepKind

JUDGES = (StepKind.REVIEW, StepKind.DECISION)


def begin_shadow(table: DecisionTable, *, by: Actor, at: datetime) -> None:
    """Let a draft run beside humans; a table in shadow before it is retired.

    Raise DomainError while it has problems or its tests do not all pass and cover every row and
    outcome, NotAllowedNow for a table that is no draft.
    """
    with transaction.atomic():
        locked = _lock(table, TableStatus.DRAFT)
        version = version_in_force(locked.item)
        if obstacles := obstacles_to_shadow(locked, version):
            raise DomainError("\n".join(obstacles))
        before = _others(locked, TableStatus.SHADOW)
        for each in before:
            _end(each, by, at, reason=_("由第 %d 版替代") % locked.number)
        locked.version, locked.status, locked.shadowed_at = version, TableStatus.SHADOW, at
        locked.save(update_fields=["version", "status", "shadowed_at"])
        record("instant.shadowed", locked, by, at, version=version.number)


def activate(table: DecisionTable, *, by: Actor, at: datetime) -> None:
    """Let a table in shadow decide; the active one before it is retired.

    Raise DomainError naming every obstacle: too few cases agree, one disagrees, whoever activates
    wrote it, the item is not of the kind; NotAllowedNow for a table that is not in shadow.
    """
    with transaction.atomic():
        locked = _lock(table, TableStatus.SHADOW)
        if by.code in locked.authors:
            raise DomainError(_("规则表是您写的或改过的，要由另一个人启用。"))
        if obstacles := obstacles_to_activation(locked, agreement_of(locked)):
            raise DomainError("\n".join(obstacles))
        for each in _others(locked, TableStatus.ACTIVE):
            _end(each, by, at, reason=_("由第 %d 版替代") % locked.number)
        locked.status, locked.activated_at, locked.warning = TableStatus.ACTIVE, at, ""
        locked.activated_by, locked.activated_by_name = by.code, by.name
        locked.warned_at = None
        locked.save(
            update_fields=[
                "status", "activated_at", "activated_by", "activated_by_name", "warning",
                "warned_at",
            ]
        )  # fmt: skip
        record("instant.activated", locked, by, at)


def put_back(table: DecisionTable, *, reason: str, by: Actor, at: datetime) -> bool:
    """Put an active table back into shadow with a warning; return whether it was active.

    Where another one is in shadow already, it is retired. Raise DomainError without a reason.
    """
    if not reason.strip():
        raise DomainError(_("请写明为什么停用。"))
    with transaction.atomic():
        locked = DecisionTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
        if locked.status != TableStatus.ACTIVE:
            return False
        for each in _others(locked, TableStatus.SHADOW):
            _end(each, by, at, reason=_("第 %d 版退回试运行") % locked.number)
        locked.status, locked.warning, locked.warned_at = TableStatus.SHADOW, reason.strip(), at
        # Only cases from now on speak for it again.
        locked.shadowed_at = at
        locked.save(update_fields=["status", "warning", "warned_at", "shadowed_at"])
        record("instant.put_back", locked, by, at, reason=reason.strip())
    return True


def retire(table: DecisionTable, *, reason: str, by: Actor, at: datetime) -> None:
    """End a running table; raise NotAllowedNow when it does not run, DomainError without reason."""
    if not reason.strip():
        raise DomainError(_("请写明为什么停用。"))
    with transaction.atomic():
        locked = _lock(table, TableStatus.SHADOW, TableStatus.ACTIVE)
        _end(locked, by, at, reason=reason.strip())


def obstacles_to_shadow(table: DecisionTable, version: ItemVersion) -> list[str]:
    """Return what keeps a draft from running, in words; nothing when it may."""
    rules = table_of(table)
    stale = [each.label for each in stale_columns(rules, version)]
    found = (
        [_("事项的现行版本没有这些条件，或者选项变了：%s。") % "、".join(stale)] if stale else []
    )
    if problems := problems_of(rules):
        return [*found, _("规则表还有 %d 处问题，请先改好。") % len(problems)]
    report = run_tests(rules, examples_of(table, rules))
    if report.failed:
        found.append(_("有 %d 个测试用例没有通过。") % report.failed)
    if report.rows_untested:
        numbers = "、".join(str(rules.row_number(code)) for code in report.rows_untested)
        found.append(_("这些行没有通过的测试用例：第 %s 行。") % numbers)
    if report.verdicts_untested:
        found.append(_("“准予”和“转人工”都要至少有一个测试用例。"))
    return found


def obstacles_to_activation(table: DecisionTable, agreement: Agreement) -> list[str]:
    """Return what keeps a table in shadow from deciding, in words; nothing when it may."""
    version = table.version
    found = []
    if version_in_force(table.item).pk != version.pk:
        found.append(_("事项已经换了版本，请按新版本起草规则表，再试运行。"))
    if version.review_kind != ReviewKind.AT_ONCE:
        found.append(_("办事指南上是“前审后批”，要核实实质内容；只有“即审即办”的事项可以秒批。"))
    if version.pre_review_limit:
        found.append(_("事项设了预审；提交后先要人工预审的事项不能秒批。"))
    if foreign := foreign_units(version):
        found.append(_("有别的部门的审查环节（%s），不能由本部门的规则代替。") % "、".join(foreign))
    if agreement.agreeing < settings.INSTANT_AGREEING:
        found.append(
            _("与人工一致的办件有 %(n)d 件，启用要 %(wanted)d 件。")
            % {"n": agreement.agreeing, "wanted": settings.INSTANT_AGREEING}
        )
    if agreement.disagreeing:
        found.append(
            _("有 %d 件与人工不一致：请查明原因，改好规则表再试运行。") % agreement.disagreeing
        )
    return found


def foreign_units(version: ItemVersion) -> list[str]:
    """Return the departments that judge in an item besides its own: none may be stood in for."""
    steps = version.steps.filter(kind__in=JUDGES).exclude(unit=version.item.department_id)
    return sorted(set(steps.values_list("unit__short_name", flat=True)))


def _others(table: DecisionTable, status: TableStatus) -> DecisionTableQuerySet:
    return DecisionTable.objects.filter(item=table.item_id, status=status)


def _lock(table: DecisionTable, *statuses: TableStatus) -> DecisionTable:
    tables = DecisionTable.objects.select_for_update(of=("self",))
    locked = tables.select_related("item", "version").get(pk=table.pk)
    if locked.status not in statuses:
        raise NotAllowedNow(_("这份规则表的状态已经改变，请刷新页面。"))
    return locked


def _end(table: DecisionTable, by: Actor, at: datetime, *, reason: str) -> None:
    table.status, table.ended_at = TableStatus.RETIRED, at
    table.save(update_fields=["status", "ended_at"])
    record("instant.retired", table, by, at, reason=reason)
