"""The upload of a paper form, and how the list of items is narrowed."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.exchange import Problem
from onewindow.design.forms import PlainForm

LARGEST_BYTES = 10 * 1024 * 1024


class PublicationForm(PlainForm):
    """The day from which a version is to hold; none means now."""

    on = forms.DateField(label=_("从哪天起生效"), required=False)


class ImportForm(PlainForm):
    """A filled-in 流程确认单; `problems` says what keeps it from being taken in."""

    file = forms.FileField(
        label=_("填好的流程确认单"),
        help_text=_("Excel（.xlsx）、Word（.docx）或 YAML，不超过 10 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx,.yaml,.yml"}),
    )

    problems: list[Problem]

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large before anything reads it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(
                gettext("文件有 %(size)s MB，超过 10 MB。请去掉图片后再传。")
                % {"size": f"{(file.size or 0) / 1024 / 1024:.1f}"}
            )
        return file
