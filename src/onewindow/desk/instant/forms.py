"""Forms of decision tables: typed values of one case, a reason, a file, a check."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.cases.instant.table import Column, Table, Value, ValueKind, Verdict
from onewindow.cases.instant.testing import Example
from onewindow.cases.instant.values import BadValue, plain_text, read_value
from onewindow.design.forms import PlainForm
from onewindow.desk.exchange.uploads import check_size

LARGEST_FILE = 10 * 1024 * 1024


class ValuesForm(PlainForm):
    """A value for each column of a table; nothing typed is no value."""

    def __init__(
        self,
        table: Table,
        data: Mapping[str, object] | None = None,
        *,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.table = table
        for column in table.columns:
            self.fields[column.code] = _field(column)

    def clean(self) -> dict[str, object]:
        """Read every value as its column does."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        for column in self.table.columns:
            text = str(cleaned.get(column.code) or "")
            try:
                cleaned[column.code] = read_value(column, text) if text else None
            except BadValue as bad:
                self.add_error(column.code, bad.message)
        return cleaned

    @property
    def values(self) -> dict[str, Value | None]:
        """The typed values by column code, of a valid form."""
        return {column.code: self.cleaned_data[column.code] for column in self.table.columns}

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the columns."""
        return [self[column.code] for column in self.table.columns]


class ExampleForm(ValuesForm):
    """A test case; `before` is the name of the one that it replaces."""

    name = forms.CharField(label=gettext_lazy("用例名称"), max_length=100)
    expected = forms.ChoiceField(
        label=gettext_lazy("应当得到"),
        choices=[("grant", gettext_lazy("准予")), ("human", gettext_lazy("转人工"))],
        widget=forms.RadioSelect,
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def example(self) -> Example:
        """The test case of a valid form."""
        expected = Verdict(self.cleaned_data["expected"])
        return Example(self.cleaned_data["name"], self.values, expected)


def initial_of(example: Example) -> dict[str, str]:
    """Return a test case as the form shows it."""
    values = {
        code: plain_text(value) for code, value in example.values.items() if value is not None
    }
    return {
        **values, "name": example.name, "expected": example.expected.value, "before": example.name,
    }  # fmt: skip


class ReasonForm(PlainForm):
    """Why a table is stopped."""

    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class TableFileForm(PlainForm):
    """A table that was filled in."""

    file = forms.FileField(
        label=gettext_lazy("填好的 Excel 表"),
        help_text=gettext_lazy("先下载，改好再传；会替换草稿里的全部规则和测试用例。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Check the size."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        check_size(file, LARGEST_FILE)
        return file


class CheckForm(PlainForm):
    """What a human found when he looked again."""

    agrees = forms.ChoiceField(
        label=gettext_lazy("复核结论"),
        choices=[("yes", gettext_lazy("同意自动决定")), ("no", gettext_lazy("不同意"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("说明"),
        help_text=gettext_lazy("不同意必须写明理由，规则表会马上退回试运行。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _field(column: Column) -> forms.Field:
    if column.kind is ValueKind.FLAG:
        choices = [("", _("没有值")), ("true", _("是")), ("false", _("否"))]
        return forms.ChoiceField(label=column.label, choices=choices, required=False)
    if column.kind is ValueKind.CHOICE:
        return forms.ChoiceField(
            label=column.label, choices=[("", _("没有值")), *column.options], required=False
        )
    hint = _("例如 2026-12-21") if column.kind is ValueKind.DAY else _("数字，不带单位")
    return forms.CharField(label=column.label, required=False, help_text=hint, max_length=40)
