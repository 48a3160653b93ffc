"""A decision table of a service item: its versions, columns, rows and test cases."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.instant.table import MOST_VALUES, Op, ValueKind, Verdict
from onewindow.catalogue.models import ItemVersion, ServiceItem

OF_TABLE = "OLD.table_id, NEW.table_id"
OF_ROW = "SELECT table_id FROM cases_tablerow WHERE id IN (OLD.row_id, NEW.row_id)"
FROZEN = """
IF EXISTS (SELECT FROM cases_decisiontable WHERE id IN ({tables}) AND status <> 'draft') THEN
    RAISE EXCEPTION 'the rules of a table that runs or ran do not change'
        USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
"""


def frozen(tables: str = OF_TABLE) -> pgtrigger.Trigger:
    """Return the trigger that keeps the rules as they were tested."""
    return pgtrigger.Trigger(
        name="tested_is_frozen",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=FROZEN.format(tables=tables),
    )


def choices_of(kind: type[Op | ValueKind | Verdict]) -> list[tuple[str, str]]:
    """Return the choices of a column that stores a plain enumeration."""
    return [(each.value, each.value) for each in kind]


class TableStatus(models.TextChoices):
    """Where a table stands: written, run beside humans, deciding, stopped."""

    DRAFT = "draft", _("草稿")
    SHADOW = "shadow", _("试运行")
    ACTIVE = "active", _("启用")
    RETIRED = "retired", _("停用")


class DecisionTableQuerySet(models.QuerySet["DecisionTable"]):
    """Which tables."""

    def running(self) -> "DecisionTableQuerySet":
        """Return those that look at cases: beside humans or in their place."""
        return self.filter(status__in=[TableStatus.SHADOW, TableStatus.ACTIVE])


class DecisionTable(models.Model):
    """One version of the rules of an item, written for one version of what the item says."""

    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="decision_tables")
    version = models.ForeignKey(
        ItemVersion, on_delete=models.PROTECT, related_name="decision_tables"
    )
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=16, choices=TableStatus, default=TableStatus.DRAFT)
    # Everybody who wrote something of it, by stable code: none of them may activate it.
    authors = ArrayField(models.CharField(max_length=150), default=list, blank=True)
    author_names = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    # Counts the saves: whoever saves says which he saw.
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    shadowed_at = models.DateTimeField(null=True, blank=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    activated_by = models.CharField(max_length=150, blank=True)
    activated_by_name = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why it was put back into shadow; stays to be read until it is activated again.
    warning = models.TextField(blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionTableQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="decision_table_number_once"),
            *(
                models.UniqueConstraint(
                    fields=["item"],
                    condition=models.Q(status=status),
                    name=f"decision_table_one_{status}",
                )
                for status in ("draft", "shadow", "active")
            ),
            models.CheckConstraint(
                condition=~models.Q(status="active")
                | models.Q(activated_at__isnull=False) & ~models.Q(activated_by=""),
                name="decision_table_active_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} #{self.number}"

    @property
    def chain(self) -> str:
        """The ledger chain: that of its item."""
        return self.item.chain

    @property
    def is_draft(self) -> bool:
        """Whether its rules can still be written."""
        return self.status == TableStatus.DRAFT


class TableColumn(models.Model):
    """What the table asks of a case; `options` are [code, label] as they were when added."""

    table = models.ForeignKey(DecisionTable, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16)
    source = models.CharField(max_length=80)
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=choices_of(ValueKind))
    options = models.JSONField(default=list, blank=True)
    # A case without a value fails its cells; otherwise that is a doubt.
    may_miss = models.BooleanField(default=False)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="table_column_code_once"),
        ]

    def __str__(self) -> str:
        return self.label


class TableRow(models.Model):
    """A rule: its outcome, and what it rests on in words for the applicant."""

    table = models.ForeignKey(DecisionTable, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16)
    verdict = models.CharField(max_length=16, choices=choices_of(Verdict))
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="table_row_code_once"),
            # No refusal: law wants reasons and a hearing of the applicant before one.
            models.CheckConstraint(
                condition=models.Q(verdict__in=["grant", "human"]), name="table_row_never_refuses"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class TableCell(models.Model):
    """A condition of a row on the value of a column; `values` are texts that its kind reads."""

    row = models.ForeignKey(TableRow, on_delete=models.CASCADE, related_name="cells")
    column = models.ForeignKey(TableColumn, on_delete=models.CASCADE, related_name="cells")
    op = models.CharField(max_length=16, choices=choices_of(Op))
    values = ArrayField(models.CharField(max_length=200), size=MOST_VALUES)

    class Meta:
        triggers = [frozen(OF_ROW)]
        constraints = [
            models.UniqueConstraint(fields=["row", "column"], name="table_cell_once"),
        ]

    def __str__(self) -> str:
        return f"{self.column_id} {self.op}"


class TableCase(models.Model):
    """A test case: texts by column code, and what must come out."""

    table = models.ForeignKey(DecisionTable, on_delete=models.CASCADE, related_name="examples")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    values = models.JSONField(default=dict, blank=True)
    expected = models.CharField(max_length=16, choices=choices_of(Verdict))

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["table", "name"], name="table_case_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
