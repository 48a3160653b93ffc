"""Write a table: start, save, take in, give up."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.instant.models import DecisionTable, TableStatus
from onewindow.cases.instant.storing import examples_of, table_of, write_examples, write_table
from onewindow.cases.instant.table import MOST_COLUMNS, MOST_ROWS, Table
from onewindow.cases.instant.testing import Example
from onewindow.catalogue.models import ItemVersion, ServiceItem, VersionStatus
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow

MOST_EXAMPLES = 500


class WrittenMeanwhile(DomainError):
    """Somebody else saved the table since it was read."""


def start_table(item: ServiceItem, *, by: Actor, at: datetime) -> DecisionTable:
    """Start the next version of an item's table, as a copy of the last one with its test cases.

    Raise NotAllowedNow while another one is being written or the item is not in force.
    """
    with transaction.atomic():
        ServiceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
        version = version_in_force(item)
        tables = DecisionTable.objects.filter(item=item).order_by("-number")
        if tables.filter(status=TableStatus.DRAFT).exists():
            raise NotAllowedNow(_("这个事项已经有一份规则表草稿，请接着写那一份。"))
        last = tables.first()
        table = DecisionTable.objects.create(
            item=item, version=version, number=last.number + 1 if last else 1, created_at=at,
            **_authors(last, by),
        )  # fmt: skip
        if last is not None:
            rules = table_of(last)
            write_table(table, rules)
            write_examples(table, examples_of(last, rules))
        record("instant.drafted", table, by, at, **{"from": last.number if last else 0})
    return table


def save_table(
    table: DecisionTable, rules: Table, *, seen: int, by: Actor, at: datetime
) -> DecisionTable:
    """Replace the rules of a draft; `seen` is the revision that was read.

    Raise WrittenMeanwhile, NotAllowedNow for a table that is no draft.
    """
    if len(rules.columns) > MOST_COLUMNS or len(rules.rows) > MOST_ROWS:
        message = _("太大了：最多 %(columns)d 列、%(rows)d 行。")
        raise DomainError(message % {"columns": MOST_COLUMNS, "rows": MOST_ROWS})
    with transaction.atomic():
        locked = _lock_draft(table, seen)
        write_table(locked, rules)
        _count(locked, by, at, "rules")
    return locked


def save_examples(
    table: DecisionTable, examples: Sequence[Example], *, seen: int, by: Actor, at: datetime
) -> DecisionTable:
    """Replace the test cases of a draft; raise as `save_table`, DomainError for a name twice."""
    names = [each.name for each in examples]
    if len(set(names)) < len(names):
        raise DomainError(_("两个测试用例不能同名。"))
    if len(names) > MOST_EXAMPLES:
        raise DomainError(_("测试用例最多 %d 个。") % MOST_EXAMPLES)
    with transaction.atomic():
        locked = _lock_draft(table, seen)
        write_examples(locked, examples)
        _count(locked, by, at, "examples")
    return locked


def take_in(
    table: DecisionTable,
    rules: Table,
    examples: Sequence[Example],
    *,
    seen: int,
    by: Actor,
    at: datetime,
) -> DecisionTable:
    """Replace rules and test cases of a draft by those of a file; raise as the two above."""
    with transaction.atomic():
        saved = save_table(table, rules, seen=seen, by=by, at=at)
        return save_examples(saved, examples, seen=saved.revision, by=by, at=at)


def discard_table(table: DecisionTable, *, by: Actor, at: datetime) -> None:
    """Give a draft up; raise NotAllowedNow for a table that is none."""
    with transaction.atomic():
        locked = _lock_draft(table, None)
        record("instant.discarded", locked, by, at)
        locked.delete()


def version_in_force(item: ServiceItem) -> ItemVersion:
    """Return the published version of an item; raise NotAllowedNow without one."""
    version = item.versions.filter(status=VersionStatus.PUBLISHED).first()
    if version is None:
        raise NotAllowedNow(_("这个事项现在没有发布的版本，不能设规则表。"))
    return version


def record(
    code: str, table: DecisionTable, by: Actor, at: datetime, **more: str | int | float
) -> None:
    """Write down in the ledger what happened to a table."""
    data = {"table": table.number, **more}
    events.record(code, chain=table.chain, by=by, at=at, data=data)


def _authors(last: DecisionTable | None, by: Actor) -> dict[str, list[str]]:
    # Who wrote what is copied stays its author: copying is no way to a second person.
    names = dict(zip(last.authors, last.author_names, strict=True)) if last else {}
    names[by.code] = by.name
    return {"authors": list(names), "author_names": list(names.values())}


def _lock_draft(table: DecisionTable, seen: int | None) -> DecisionTable:
    locked = (
        DecisionTable.objects.select_for_update(of=("self",))
        .select_related("item")
        .filter(pk=table.pk)
        .first()
    )
    if locked is None or not locked.is_draft:
        raise NotAllowedNow(_("这份规则表已经投入试运行、启用或删除，不能再修改。"))
    if seen is not None and locked.revision != seen:
        raise WrittenMeanwhile(_("您打开以后，别人保存过这份规则表。请刷新页面，核对后再改。"))
    return locked


def _count(table: DecisionTable, by: Actor, at: datetime, what: str) -> None:
    table.revision += 1
    if by.code not in table.authors:
        table.authors = [*table.authors, by.code]
        table.author_names = [*table.author_names, by.name]
    table.save(update_fields=["revision", "authors", "author_names"])
    record("instant.edited", table, by, at, what=what, revision=table.revision)
