"""Files that officers hand in here."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.exchange import Problem
from onewindow.catalogue.importing.kinds import SUFFIXES
from onewindow.design.forms import PlainForm

MB = 1024 * 1024
LARGEST_PAPER = 10 * MB
LARGEST_PACKAGE = 50 * MB
MOST_FILES = 30


def check_size(file: UploadedFile[bytes], largest: int) -> None:
    """Refuse what is too large before anything reads it."""
    if (file.size or 0) > largest:
        raise forms.ValidationError(
            gettext("“%(name)s”有 %(size)s MB，超过 %(largest)s MB。请去掉图片或分开后再传。")
            % {
                "name": file.name,
                "size": f"{(file.size or 0) / MB:.1f}",
                "largest": largest // MB,
            }
        )


class ProblemForm(PlainForm):
    """A form with a file; `problems` says what keeps the file from being taken in."""

    problems: list[Problem]

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with the file."""
        self.problems = list(problems)
        self.add_error(
            "file", gettext("表里有 %(n)s 处需要改，见下面的清单。") % {"n": len(problems)}
        )


class PaperForm(ProblemForm):
    """One paper that was filled in."""

    file = forms.FileField(
        label=_("填好的表"),
        help_text=_("Excel（.xlsx）或 Word（.docx），不超过 10 MB；别的版式也认。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Check the size."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        check_size(file, LARGEST_PAPER)
        return file


class StatisticsForm(PaperForm):
    """统计表, and whether what differs goes into drafts."""

    writes = forms.BooleanField(
        label=_("把不同之处写进草稿"),
        help_text=_("只写“录入省标准化平台”“纳入网上审批”和原因三项，只写进已有的草稿。"),
        required=False,
    )


class ManyFiles(forms.FileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """The files of one hand-in; at least one."""

    def clean(self, data: object, initial: object = None) -> list[UploadedFile[bytes]]:
        """Return the files as they came; what is in them is looked at while taking them in."""
        files = [each for each in data if each] if isinstance(data, list) else []
        if not files:
            raise forms.ValidationError(self.error_messages["required"])
        if len(files) > MOST_FILES:
            message = gettext("一次最多传 %(n)s 个文件，请分几次传。")
            raise forms.ValidationError(message % {"n": MOST_FILES})
        for each in files:
            check_size(each, largest_of(each))
        return files


def largest_of(file: UploadedFile[bytes]) -> int:
    """Return how large a file may be, in bytes: packages carry files."""
    return LARGEST_PACKAGE if (file.name or "").lower().endswith(".zip") else LARGEST_PAPER


class ImportForm(ProblemForm):
    """Files to bring in: forms, packages, workbooks."""

    file = ManyFilesField(
        label=_("填好的流程确认单、事项包或多表 Excel"),
        help_text=_(
            "一次可以选多个：.xlsx、.docx、.yaml、.zip，每个不超过 10 MB，.zip 不超过 50 MB。"
        ),
        widget=ManyFiles(attrs={"accept": ",".join(SUFFIXES), "data-max-bytes": LARGEST_PACKAGE}),
    )


class CorrectionForm(PlainForm):
    """A corrected file in the place of one that waits."""

    file = forms.FileField(
        label=_("改好的文件"),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Check kind and size."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(SUFFIXES):
            message = gettext("“%(name)s”读不了：只认 .xlsx、.docx、.yaml、.zip 和 .csv。")
            raise forms.ValidationError(message % {"name": file.name})
        check_size(file, largest_of(file))
        return file


class DismissalForm(PlainForm):
    """Why something is not brought in after all."""

    reason = forms.CharField(
        label=_("为什么不再导入"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class BaseRowForm(PlainForm):
    """The cells of a row of a base catalogue."""

    item_name = forms.CharField(label=_("事项名称"), max_length=300)
    item_code = forms.CharField(
        label=_("事项编码"), max_length=80, help_text=_("六段，以 - 分开；第四段是机构代码。")
    )
    main_item = forms.CharField(label=_("主项名称"), max_length=300, required=False)
    task_type = forms.CharField(label=_("事项类型代码"), max_length=4)
    department = forms.CharField(label=_("部门"), max_length=100)
    dept_code = forms.CharField(label=_("部门的机构代码"), max_length=40, required=False)
    area_code = forms.CharField(label=_("区划代码"), max_length=12, required=False)
