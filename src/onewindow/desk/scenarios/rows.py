"""A question, a form field or a rule as a form; its options or columns are rows of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from django import forms
from django.utils.translation import gettext as _

from onewindow.catalogue.codes import FieldKind, QuestionKind
from onewindow.catalogue.definition.columns import COLUMNS
from onewindow.catalogue.definition.rows import (
    ColumnRow,
    FieldRow,
    OptionRow,
    QuestionRow,
    ScenarioRuleRow,
)
from onewindow.catalogue.models import FormField, Question, QuestionOption, ScenarioRule
from onewindow.catalogue.scenarios.changes import next_code
from onewindow.design.forms import PlainForm
from onewindow.desk.items.editing.fields import Wanted, longest_of, make_field

if TYPE_CHECKING:
    from django.db import models
    from django.http import QueryDict

    from onewindow.catalogue.definition.columns import Column

MODELS: dict[str, type[models.Model]] = {
    "questions": Question, "fields": FormField, "scenario_rules": ScenarioRule,
}  # fmt: skip
REQUIRED = frozenset({"text", "label", "kind"})
CODE_LETTERS = {"questions": "q", "fields": "f"}
COLUMN_KINDS = tuple(kind for kind in FieldKind if kind not in {FieldKind.TABLE, FieldKind.FILE})
MOST = 60
KEY = re.compile(r"[0-9]{1,4}")
SUB_VERBS = ("up", "down", "remove")
Form = TypeVar("Form", bound=PlainForm)


class MainForm(PlainForm):
    """The columns of one row that are plain fields."""

    use_required_attribute = False

    def __init__(self, table: str, row: object, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        for column in _columns(table):
            made = _field(table, column)
            if row is not None:
                made.initial = getattr(row, column.code)
            self.fields[column.code] = made


class SubForm(PlainForm):
    """One option of a question or one column of a table."""

    use_required_attribute = False

    def __init__(self, table: str, key: str, code: str, row: OptionRow | ColumnRow | None,
                 data: Mapping[str, object] | None = None) -> None:  # fmt: skip
        super().__init__(data, prefix=f"s{key}")
        self.key, self.code, self.row = key, code, row
        self.up, self.down, self.remove = (f"sub:{key}:{verb}" for verb in SUB_VERBS)
        if table == "questions":
            longest = longest_of(QuestionOption, "text")
            self.fields["text"] = make_field(
                Wanted("text", _("回答"), longest=longest, is_required=True)
            )
        else:
            kinds = {kind.value: str(kind.label) for kind in COLUMN_KINDS}
            self.fields["label"] = make_field(
                Wanted("text", _("列名"), longest=100, is_required=True)
            )
            self.fields["kind"] = make_field(Wanted("choice", _("填写方式"), kinds))
            self.fields["is_required"] = make_field(Wanted("flag", _("是否必填")))
            self.fields["choices"] = make_field(
                Wanted("words", _("选项"), longest=100, hint=_("单选才填，每行一个。"))
            )
        for name, made in self.fields.items():
            made.initial = (
                getattr(row, name) if row is not None else {"is_required": True}.get(name)
            )

    @property
    def name(self) -> str:
        """What it is called, also while it is being filled in."""
        return str(self["text" if "text" in self.fields else "label"].value() or "")

    @property
    def is_blank(self) -> bool:
        """Whether it is new and nothing was written."""
        return self.row is None and not self.name.strip()


class RowForm:
    """One row of questions, fields or rules; `data` is what was sent."""

    def __init__(self, table: str, row: QuestionRow | FieldRow | ScenarioRuleRow | None,
                 taken: Iterable[str], data: QueryDict | None = None) -> None:  # fmt: skip
        self.table, self.row, self._data = table, row, data
        self.code = getattr(row, "code", "") or next_code(CODE_LETTERS.get(table, ""), taken)
        self.main = MainForm(table, row, data)
        self._stored: dict[str, OptionRow | ColumnRow] = {each.code: each for each in _inner(row)}
        self._codes = set(self._stored)
        self.subs = [self._sub(key) for key in self._keys()]
        self.problem = ""

    @property
    def kind(self) -> str:
        """What it takes as an answer, as chosen just now."""
        return str(self.main["kind"].value() or "") if "kind" in self.main.fields else ""

    @property
    def has_subs(self) -> bool:
        """Whether its kind has options or columns."""
        return self.kind == (QuestionKind.CHOICE if self.table == "questions" else FieldKind.TABLE)

    @property
    def can_have_subs(self) -> bool:
        """Whether another kind would have options or columns."""
        return self.table != "scenario_rules"

    @property
    def hidden_fields(self) -> list[str]:
        """The fields that do not go with the kind: choices are for a choice."""
        return ["choices"] if self.table == "fields" and self.kind != FieldKind.CHOICE else []

    def apply(self, action: str) -> None:
        """Add, remove or move an option or a column: `sub:add`, `sub:2:up`."""
        what, *rest = action.split(":")
        if what != "sub" or not rest:
            return
        if rest == ["add"] and len(self.subs) < MOST:
            key = str(max((int(sub.key) for sub in self.subs), default=-1) + 1)
            self.subs.append(SubForm(self.table, key, self._new_code(), None))
        place = next((at for at, sub in enumerate(self.subs) if sub.key == rest[0]), None)
        if place is None or len(rest) != 2:
            return
        sub = self.subs.pop(place)
        if rest[1] in {"up", "down"}:
            self.subs.insert(max(place + (1 if rest[1] == "down" else -1), 0), sub)

    def quieten(self) -> None:
        """Show what was typed without a word on what is missing."""
        self.main = _without_errors(self.main, MainForm(self.table, self.row))
        self.subs = [
            _without_errors(sub, SubForm(self.table, sub.key, sub.code, sub.row))
            for sub in self.subs
        ]

    def is_valid(self) -> bool:
        """Whether everything is sound; the row's own problem is told apart."""
        checks = [self.main.is_valid(), *(sub.is_valid() for sub in self._said())]
        self.problem = self._problem() if all(checks) else ""
        return all(checks) and not self.problem

    def value(self) -> QuestionRow | FieldRow | ScenarioRuleRow:
        """Return the row as it was filled in; the condition is as stored."""
        said = self.main.cleaned_data
        if self.table == "questions":
            old = self.row if isinstance(self.row, QuestionRow) else QuestionRow(self.code, "", "")
            options = tuple(OptionRow(sub.code, sub.cleaned_data["text"]) for sub in self._said())
            return replace(old, **said, options=options if self.has_subs else ())
        if self.table == "scenario_rules":
            rule = self.row if isinstance(self.row, ScenarioRuleRow) else ScenarioRuleRow({})
            return replace(rule, **said)
        field = self.row if isinstance(self.row, FieldRow) else FieldRow(self.code, "", "")
        columns = tuple(ColumnRow(code=sub.code, **sub.cleaned_data) for sub in self._said())
        return replace(
            field,
            **said | {"choices": () if self.hidden_fields else said["choices"]},
            columns=columns if self.has_subs else (),
        )

    def _problem(self) -> str:
        said = self.main.cleaned_data
        names = [sub.name.strip() for sub in self._said()]
        if self.table == "scenario_rules":
            is_empty = said["review_limit"] is None and said["visits"] is None
            return _("请填写这种情形的审查时限或到现场次数。") if is_empty else ""
        if self.has_subs and len(set(names)) < len(names):
            return _("有两个回答或列叫同一个名字，请改得不一样。")
        if self.table == "questions":
            is_short = self.has_subs and len(names) < 2
            return _("单选的问题至少要有两个回答。") if is_short else ""
        if self.has_subs and not names:
            return _("表格至少要有一列。")
        lacks_choices = self.kind == FieldKind.CHOICE and not said["choices"]
        lacks_choices |= any(
            sub.cleaned_data["kind"] == FieldKind.CHOICE and not sub.cleaned_data["choices"]
            for sub in self._said()
        )
        return _("单选的字段和单选的列要填写选项，每行一个。") if lacks_choices else ""

    def _keys(self) -> list[str]:
        if self._data is None:
            return [str(place) for place in range(len(self._stored))]
        sent = dict.fromkeys(self._data.getlist("sub"))
        return [key for key in sent if KEY.fullmatch(key)][:MOST]

    def _sub(self, key: str) -> SubForm:
        if self._data is None:
            row = list(self._stored.values())[int(key)]
            return SubForm(self.table, key, row.code, row)
        known = self._stored.get(self._data.get(f"s{key}-code", ""))
        code = known.code if known else self._new_code()
        return SubForm(self.table, key, code, known, self._data)

    def _new_code(self) -> str:
        code = next_code("o" if self.table == "questions" else "c", self._codes)
        self._codes.add(code)
        return code

    def _said(self) -> list[SubForm]:
        if not self.has_subs:
            return []
        return [sub for sub in self.subs if sub.is_bound and not sub.is_blank]


def _columns(table: str) -> list[Column]:
    left_out = {"condition", "rows"}
    return [
        each for each in COLUMNS[table] if each.code != "code" and each.kind not in left_out
    ]  # fmt: skip


def _field(table: str, column: Column) -> forms.Field:
    model = MODELS[table]
    hints = {
        "help": _("写给申请人看，说清楚怎么判断、怎么填。"),
        "example": _("照着填就对的例子。"),
        "prefill": _("系统已经知道的内容自动带出，申请人不用再填。"),
        "choices": _("每行一个。"),
    }
    made = make_field(
        Wanted(
            column.kind, _(column.label), column.options(),
            None if column.kind in {"number", "words"} else longest_of(model, column.code),
            is_required=column.code in REQUIRED, can_be_empty=column.code == "prefill",
            hint=hints.get(column.code, ""),
        )
    )  # fmt: skip
    if table == "scenario_rules":
        made.required = False
    if column.code == "prefill" and isinstance(made, forms.ChoiceField):
        made.choices = [("", _("不自动填写")), *column.options().items()]
    if column.code == "is_required":
        made.initial = True
    return made


def _without_errors(typed: Form, fresh: Form) -> Form:
    for name, field in fresh.fields.items():
        field.initial = typed[name].value()
    return fresh


def _inner(
    row: QuestionRow | FieldRow | ScenarioRuleRow | None,
) -> tuple[OptionRow | ColumnRow, ...]:
    if isinstance(row, QuestionRow):
        return row.options
    return row.columns if isinstance(row, FieldRow) else ()
