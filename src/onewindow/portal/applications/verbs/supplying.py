"""补交: bring what was promised to follow."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.accounts.models import User
from onewindow.cases.actions import supplying
from onewindow.cases.models import Case, Deferral
from onewindow.cases.models.case import OPEN
from onewindow.catalogue.models import Material
from onewindow.design.forms import PlainForm
from onewindow.documents.actions import Received, receive
from onewindow.documents.storage import StorageFailed
from onewindow.documents.uploads import UploadRefused, accept_attribute
from onewindow.kernel.errors import DomainError
from onewindow.portal.applications.verbs.verb import Verb

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class SupplyForm(PlainForm):
    """One input for each material that is still missing; what is not chosen may come later."""

    def __init__(self, request: HttpRequest | None, case: Case) -> None:
        data, files = (request.POST, request.FILES) if request else (None, None)
        super().__init__(data, files)
        self.deferral = Deferral.objects.filter(case=case).first()
        missing = supplying.still_missing(self.deferral) if self.deferral else []
        self.missing: dict[str, Material] = {f"m-{each.code}": each for each in missing}
        for name, material in self.missing.items():
            groups = tuple(material.file_kinds)
            attrs = {
                "accept": accept_attribute(groups), "data-max-bytes": settings.UPLOAD_FILE_BYTES,
            }  # fmt: skip
            self.fields[name] = forms.FileField(
                label=material.name, required=False, widget=forms.FileInput(attrs=attrs)
            )

    def clean(self) -> dict[str, object]:
        """Ask for at least one file."""
        answers: dict[str, object] = super().clean() or {}
        if not any(answers.get(name) for name in self.missing):
            raise forms.ValidationError(_("请至少选择一份要补交的材料。"))
        return answers

    def keep(self, *, by: User, at: datetime) -> list[str]:
        """Hand in what is good, stored durably before; return why other files were refused."""
        if self.deferral is None:
            raise DomainError(_("这件申请没有要补交的材料。"))
        brought: list[tuple[Material, Received]] = []
        refused = []
        for name, material in self.missing.items():
            if upload := self.cleaned_data.get(name):
                try:
                    groups = tuple(material.file_kinds)
                    received = receive(upload.file, name=upload.name or _("未命名"), groups=groups)
                except (UploadRefused, StorageFailed) as refusal:
                    refused.append(
                        _("“%(name)s”没有收下：%(why)s") % {"name": material.name, "why": refusal}
                    )
                else:
                    brought.append((material, received))
        if brought:
            supplying.supply(self.deferral, brought, by=by, at=at)
            refused += self._told_of(brought) if refused else []
        return refused

    def _told_of(self, brought: list[tuple[Material, Received]]) -> list[str]:
        """Ask no more for what came; say that it did."""
        for material, _received in brought:
            del self.fields[f"m-{material.code}"]
        names = _("、").join(material.name for material, _received in brought)
        return [_("“%(names)s”已经收到，不用再传。") % {"names": names}]


def _form(request: HttpRequest | None, case: Case) -> SupplyForm:
    return SupplyForm(request, case)


def _closed(case: Case) -> StrOrPromise:
    deferral = getattr(case, "deferral", None)
    if deferral is not None and deferral.is_waiting and case.status in OPEN:
        return ""
    return _("这件申请没有要补交的材料。")


def _keep(_case: Case, user: User, form: SupplyForm, at: datetime) -> list[str]:
    return form.keep(by=user, at=at)


def _do(_case: Case, _user: User, form: SupplyForm, _at: datetime) -> StrOrPromise:
    if form.deferral is not None and not supplying.still_missing(form.deferral):
        return _("容缺的材料已经补齐，办理照常进行。")
    return _("已收到，还有材料没有补齐，请按时补交。")


SUPPLY = Verb(
    code="deferred",
    name="supply",
    label=lazy("补交材料"),
    heading=lazy("补交容缺的材料"),
    meaning=lazy("这是您承诺后补的材料。可以分几次交；到期没有补齐，视为撤回申请。"),
    icon="upload",
    form=_form,
    closed=_closed,
    do=_do,
    keep=_keep,
    back=lazy("先不补交"),
    template="portal/applications/supply.html",
)
