"""Files that officers hand in here."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.exchange import Problem
from onewindow.design.forms import PlainForm
from onewindow.desk.items.forms import LARGEST_BYTES

OFFICE = {"accept": ".xlsx,.docx"}


class PaperForm(PlainForm):
    """One paper that was filled in; `problems` says what keeps it from being taken in."""

    file = forms.FileField(
        label=_("填好的表"),
        help_text=_("Excel（.xlsx）或 Word（.docx），不超过 10 MB；别的版式也认。"),
        widget=forms.ClearableFileInput(attrs=OFFICE),
    )

    problems: list[Problem]

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large before anything reads it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError(gettext("文件超过 10 MB。请去掉图片后再传。"))
        return file

    def refuse(self, problems: list[Problem]) -> None:
        """Say what is wrong with the file."""
        self.problems = problems
        self.add_error(
            "file", gettext("表里有 %(n)s 处需要改，见下面的清单。") % {"n": len(problems)}
        )


class StatisticsForm(PaperForm):
    """统计表, and whether what differs goes into drafts."""

    writes = forms.BooleanField(
        label=_("把不同之处写进草稿"),
        help_text=_("只写“录入省标准化平台”“纳入网上审批”和原因三项，只写进已有的草稿。"),
        required=False,
    )
