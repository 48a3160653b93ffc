"""The upload form of one material."""

from datetime import datetime

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from onewindow.accounts.models import User
from onewindow.cases.actions import hand_in
from onewindow.cases.models import Case
from onewindow.catalogue.models import Material
from onewindow.design.forms import PlainForm
from onewindow.design.http import SignedInRequest
from onewindow.documents.uploads import accept_attribute
from onewindow.kernel.errors import DomainError
from onewindow.portal.drafts.summary import Supplied, supplied_of
from onewindow.portal.wording import file_kinds

MB = 1024 * 1024


class ManyFiles(forms.FileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """The files of one upload; at least one where it is required."""

    def clean(self, data: object, initial: object = None) -> "list[UploadedFile[bytes]]":
        """Return the files as they came; what is in them is checked while taking them in."""
        files = [each for each in data if each] if isinstance(data, list) else []
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return files


class UploadForm(PlainForm):
    """The files for one material; `supplied` shows what is there already."""

    def __init__(self, supplied: Supplied, request: SignedInRequest | None = None) -> None:
        self.supplied = supplied
        self.kept = 0
        material = supplied.material
        data, files = (request.POST, request.FILES) if request else (None, None)
        super().__init__(data, files, auto_id=f"id_{material.code}_%s")
        groups = tuple(material.file_kinds)
        attrs = {"accept": accept_attribute(groups), "data-max-bytes": settings.UPLOAD_FILE_BYTES}
        hint = _("可以传%(groups)s；每个不超过 %(limit)d MB，可以选多个。") % {
            "groups": file_kinds(groups),
            "limit": settings.UPLOAD_FILE_BYTES // MB,
        }
        # Not declared on the class: there the name belongs to Django's uploaded files.
        self.fields["files"] = ManyFilesField(
            label=material.name, help_text=hint, widget=ManyFiles(attrs=attrs)
        )

    @property
    def material(self) -> Material:
        """The material that the files are for."""
        return self.supplied.material

    @property
    def anchor(self) -> str:
        """The place of the material on the page."""
        return f"material-{self.material.code}"

    def take_in(self, case: Case, *, by: User, at: datetime) -> bool:
        """Keep the good files; each refused one becomes an error beside the material."""
        if not self.is_valid():
            return False
        try:
            taken = hand_in(case, self.material, self.cleaned_data["files"], by=by, at=at)
        except DomainError as error:
            self.add_error("files", error.message)
            return False
        self.kept = taken.kept
        for sentence in taken.refusals:
            self.add_error("files", sentence)
        return not taken.refusals


def upload_forms(
    case: Case, request: SignedInRequest, failed: UploadForm | None = None
) -> list[UploadForm]:
    """Return one form for each material of the case; the one that is posted to is bound."""
    chosen = request.POST.get("material") if request.method == "POST" and failed is None else None
    forms_shown = []
    for supplied in supplied_of(case):
        if failed is not None and supplied.material.pk == failed.material.pk:
            failed.supplied = supplied
            forms_shown.append(failed)
        else:
            is_chosen = supplied.material.code == chosen
            forms_shown.append(UploadForm(supplied, request if is_chosen else None))
    return forms_shown
