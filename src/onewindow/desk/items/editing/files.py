"""The files of a definition: blank form, sample form, sample of the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.catalogue import actions
from onewindow.catalogue.actions.editing import fingerprint
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.definition.rows import FileRow, MaterialRow, ResultRow
from onewindow.catalogue.storing import definition_of
from onewindow.catalogue.storing.tables import TABLES, Values
from onewindow.design.forms import PlainForm
from onewindow.documents.actions import receive
from onewindow.documents.models import Document
from onewindow.documents.uploads import accept_attribute
from onewindow.kernel.errors import DomainError

if TYPE_CHECKING:
    from onewindow.catalogue.models import ItemVersion
    from onewindow.events import Actor

GROUPS = ("text", "image")


@dataclass(frozen=True)
class FileCell:
    """The cell of a table that holds a file, or could."""

    version: ItemVersion
    table: str
    code: str
    column: str

    @property
    def _rows(self) -> tuple[MaterialRow | ResultRow, ...]:
        rows: tuple[MaterialRow | ResultRow, ...] = getattr(definition_of(self.version), self.table)
        return rows

    @property
    def row(self) -> MaterialRow | ResultRow:
        """The row."""
        found = next((row for row in self._rows if row.code == self.code), None)
        if found is None:
            raise ObjectDoesNotExist
        return found

    @property
    def file(self) -> FileRow | None:
        """What is there."""
        file: FileRow | None = getattr(self.row, self.column)
        return file

    @property
    def label(self) -> str:
        """The name of the column."""
        columns = elements()[self.table].columns
        return next(_(column.label) for column in columns if column.code == self.column)

    def document(self) -> Document:
        """Return the stored file; raise Document.DoesNotExist where there is none."""
        model, _row = TABLES[self.table]
        rows = model._default_manager.filter(version=self.version, code=self.code)
        return Document.objects.get(pk__in=rows.values(self.column))

    def put(self, document: Document | None, *, by: Actor, at: datetime) -> None:
        """Put a document into the cell, None to empty it; raise NotAllowedNow for no draft."""
        files = [document] if document is not None else []
        file = next((FileRow(d.name, d.sha256, d.media_type, d.size) for d in files), None)
        definition = definition_of(self.version)
        value: Values = {self.column: file}
        rows = tuple(replace(row, **value) if row.code == self.code else row for row in self._rows)
        seen = fingerprint(definition, [self.table])
        actions.edit(self.version, {self.table: rows}, seen=seen, files=files, by=by, at=at)


def file_of(version: ItemVersion, table: str, code: str, column: str) -> FileCell:
    """Return the cell that holds a file; raise ObjectDoesNotExist where none can be."""
    element = elements().get(table)
    columns = {each.code for each in element.columns if each.kind == "file"} if element else set()
    if column not in columns:
        raise ObjectDoesNotExist
    cell = FileCell(version, table, code, column)
    if not any(row.code == code for row in getattr(definition_of(version), table)):
        raise ObjectDoesNotExist
    return cell


class FileForm(PlainForm):
    """A new file, or none."""

    file = forms.FileField(
        label=gettext_lazy("选择文件"),
        required=False,
        help_text=gettext_lazy("Word、Excel、PDF 或图片。申请人从办事指南下载。"),
        widget=forms.FileInput(attrs={"accept": accept_attribute(GROUPS)}),
    )
    remove = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        """Ask for a file unless one is taken away."""
        answers: dict[str, object] = super().clean() or {}
        if not answers.get("file") and not answers.get("remove"):
            self.add_error("file", _("请选择要上传的文件。"))
        return answers

    def store(self, cell: FileCell, *, by: Actor, at: datetime) -> bool:
        """Keep the file and name it in the row; False with the reason when it is refused."""
        upload = self.cleaned_data["file"]
        try:
            if not upload:
                cell.put(None, by=by, at=at)
                return True
            received = receive(upload.file, name=upload.name or _("未命名"), groups=GROUPS)
            with transaction.atomic():
                cell.put(received.record(by=by, at=at), by=by, at=at)
        except DomainError as refused:
            self.add_error("file", refused.message)
            return False
        return True
