"""补正: hand in what the notice asked for, everything on one page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.accounts.models import User
from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStatus, CorrectionItem, CorrectionNotice
from onewindow.catalogue.filling import file_kinds_of
from onewindow.catalogue.models import FormField
from onewindow.documents.uploads import accept_attribute
from onewindow.kernel.errors import DomainError
from onewindow.portal.applications.verbs.verb import Verb
from onewindow.portal.drafts.forms import FieldsForm
from onewindow.portal.drafts.uploading import ManyFiles, ManyFilesField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class MendingForm(FieldsForm):
    """The files and fields of an open notice; files that are there already need not come again."""

    def __init__(self, request: HttpRequest | None, case: Case) -> None:
        notices = CorrectionNotice.objects.filter(case=case).order_by("-pk")
        self.notice = notices.filter(answered_at=None).first()
        # Answered meanwhile: what was typed for it is given back.
        notice = self.notice or (notices.first() if request else None)
        items = notice.items.select_related("material", "field").order_by("pk") if notice else ()
        self.items = list(items)
        rows = [item.field for item in self.items if item.field and not _is_file(item)]
        data, files = (request.POST, request.FILES) if request else (None, None)
        super().__init__(rows, data, saved=case.fields, files=files)
        for item in self.items:
            if _is_file(item):
                self.fields[_name(item)] = _files_field(item)
            elif item.field:
                self.fields[item.field.code].help_text = item.wanted

    def shown(self) -> Iterator[tuple[CorrectionItem, forms.BoundField]]:
        """Return each item with its input."""
        for item in self.items:
            code = item.field.code if item.field else ""
            yield item, self[_name(item) if _is_file(item) else code]

    def take_files(self, *, by: User, at: datetime) -> list[str]:
        """Keep the files that were sent, durably; return why others were refused."""
        refusals: list[str] = []
        for item in self.items:
            sent = self.cleaned_data.get(_name(item)) or []
            refusals += actions.hand_in_correction(item, sent, by=by, at=at)
        return refusals

    def typed(self) -> dict[str, str]:
        """Return what the fields say now."""
        return {row.code: self.cleaned_data[row.code] for row in self.rows}


def _is_file(item: CorrectionItem) -> bool:
    return item.field is None or item.field.kind == FormField.Kind.FILE


def _name(item: CorrectionItem) -> str:
    return f"files-{item.pk}"


def _files_field(item: CorrectionItem) -> forms.FileField:
    groups = tuple(file_kinds_of(item.asked))
    attrs = {"accept": accept_attribute(groups), "data-max-bytes": settings.UPLOAD_FILE_BYTES}
    # What came with an earlier try is kept; it need not be chosen again.
    return ManyFilesField(
        label=item.name,
        help_text=item.wanted,
        required=not item.answers.exists(),
        widget=ManyFiles(attrs=attrs),
    )


def _form(request: HttpRequest | None, case: Case) -> MendingForm:
    return MendingForm(request, case)


def _closed(case: Case) -> StrOrPromise:
    return "" if case.status == CaseStatus.CORRECTING else _("这件申请现在没有要补正的内容。")


def _keep(_case: Case, user: User, form: MendingForm, at: datetime) -> list[str]:
    return form.take_files(by=user, at=at)


def _do(case: Case, user: User, form: MendingForm, at: datetime) -> StrOrPromise:
    if form.notice is None:
        raise DomainError(_("这次补正已经提交，请刷新页面。"))
    actions.answer_correction(form.notice, by=user, at=at, fields=form.typed())
    return _("补正已经提交，窗口会接着办理。")


CORRECT = Verb(
    code="correction",
    name="correct",
    label=lazy("提交补正"),
    heading=lazy("补正材料"),
    meaning=lazy("下面是要补正的全部内容，补齐后一次提交；没有列出的不用再交。"),
    icon="upload",
    form=_form,
    closed=_closed,
    do=_do,
    keep=_keep,
    back=lazy("先不补正"),
    template="portal/applications/correction.html",
)
