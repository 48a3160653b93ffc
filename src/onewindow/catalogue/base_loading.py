"""Load a list of item names as the base catalogue; rows with a broken code go into quarantine."""

import csv
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow.catalogue.models import BaseItem, QuarantinedRow
from onewindow.catalogue.search.indexing import count_tokens, reindex_base
from onewindow.kernel.identity import InvalidIdentity, parse_item_code

COLUMNS = (
    "department",
    "main_item",
    "item_name",
    "item_code",
    "task_type",
    "area_code",
    "dept_code",
)


class WrongColumns(ValueError):
    """The file is not a list of items."""


@dataclass(frozen=True)
class Fault:
    """Why a row is set aside: a code for counting, a sentence for people."""

    code: str
    reason: str


@dataclass(frozen=True)
class LoadReport:
    """How many rows were read, loaded and set aside, how often for which reason.

    `organisation_codes` counts the distinct ones inside the item codes.
    """

    read: int
    loaded: int
    quarantined: int
    reasons: dict[str, int]
    organisation_codes: int
    broken_organisation_codes: int

    def summary(self) -> str:
        """Return the counts in one sentence."""
        return _(
            "读入 %(read)s 行，装入 %(loaded)s 个事项，隔离 %(bad)s 行"
            "（机构代码 %(codes)s 个，其中 %(broken)s 个不合规）。"
        ) % {
            "read": self.read,
            "loaded": self.loaded,
            "bad": self.quarantined,
            "codes": self.organisation_codes,
            "broken": self.broken_organisation_codes,
        }


def load_base_items(path: Path, *, source: str) -> LoadReport:
    """Take over the rows of a .csv file by their codes; raise WrongColumns.

    An item that the file no longer names stays: service items may hang on it.
    """
    rows = _read(path)
    good: dict[str, BaseItem] = {}
    bad: list[QuarantinedRow] = []
    organisations: set[str] = set()
    broken: set[str] = set()
    for line, row in enumerate(rows, start=2):
        organisation, fault = check_row(row)
        organisations.add(organisation)
        if fault is None and row["item_code"] in good:
            fault = Fault("duplicate", _("编码与前面一行重复"))
        if fault is None:
            good[row["item_code"]] = base_item(row, source)
            continue
        if fault.code == "uscc":
            broken.add(organisation)
        bad.append(_quarantined(row, source, line, fault))
    with transaction.atomic():
        _set_aside(bad, source)
        BaseItem.objects.bulk_create(
            good.values(),
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=[
                "name", "main_name", "item_type", "department_name", "department_code",
                "area_code", "source",
            ],
        )  # fmt: skip
        reindex_base(BaseItem.objects.filter(source=source))
        count_tokens()
    return LoadReport(
        read=len(rows),
        loaded=len(good),
        quarantined=len(bad),
        reasons=dict(Counter(row.reason_code for row in bad)),
        organisation_codes=len(organisations - {""}),
        broken_organisation_codes=len(broken),
    )


def _set_aside(rows: list[QuarantinedRow], source: str) -> None:
    before = {row.line: row for row in QuarantinedRow.objects.filter(source=source)}
    for row in rows:
        known = before.get(row.line)
        if known is not None and known.row == row.row:
            row.resolution, row.resolution_note = known.resolution, known.resolution_note
    QuarantinedRow.objects.filter(source=source).delete()
    QuarantinedRow.objects.bulk_create(rows)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise WrongColumns(
                _("%(file)s 缺少这些列：%(columns)s。")
                % {"file": path.name, "columns": "、".join(missing)}
            )
        return list(reader)


def check_row(row: Mapping[str, str]) -> tuple[str, Fault | None]:
    """Return the organisation code in a row's item code, and what is wrong with the row."""
    try:
        code = parse_item_code(row["item_code"])
    except InvalidIdentity as error:
        return "", Fault("code", str(error))
    if not row["item_name"].strip():
        return code.uscc, Fault("name", _("没有事项名称"))
    if code.uscc_problem is not None:
        return code.uscc, Fault("uscc", code.uscc_problem.message)
    return code.uscc, None


def base_item(row: Mapping[str, str], source: str) -> BaseItem:
    """Return what a sound row says, not stored yet."""
    main = row["main_item"].strip()
    return BaseItem(
        code=row["item_code"],
        name=row["item_name"].strip(),
        main_name="" if main == "未分类" else main,
        item_type=row["task_type"].zfill(2),
        department_name=row["department"].strip(),
        department_code=row["dept_code"],
        area_code=row["area_code"],
        source=source,
    )


def _quarantined(row: dict[str, str], source: str, line: int, fault: Fault) -> QuarantinedRow:
    return QuarantinedRow(
        source=source,
        line=line,
        code=row["item_code"][:80],
        name=row["item_name"][:300],
        reason_code=fault.code,
        reason=fault.reason[:300],
        row=json.dumps(row, ensure_ascii=False),
    )
