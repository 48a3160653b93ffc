"""What an applicant fills in about a project and its stages."""

from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.accounts.models import User
from onewindow.cases.models import Case
from onewindow.design.forms import PlainForm
from onewindow.documents.uploads import accept_attribute
from onewindow.kernel.identity import InvalidIdentity, check_project_code
from onewindow.mandates.access import Identity
from onewindow.portal.drafts.forms import FieldsForm
from onewindow.portal.drafts.prefill import prefilled
from onewindow.portal.drafts.uploading import MB, ManyFiles, ManyFilesField
from onewindow.portal.projects.merging import CommonMaterial, Merged
from onewindow.portal.wording import file_kinds
from onewindow.projects.actions import Details
from onewindow.projects.models import ProjectKind, StageNeed

Answers = Mapping[str, str | float | bool]


class ProjectForm(PlainForm):
    """What is known of a project, without its code and kind."""

    name = forms.CharField(label=gettext_lazy("项目名称"), max_length=200)
    place = forms.CharField(label=gettext_lazy("建设地点"), max_length=200)
    investment = forms.DecimalField(
        label=gettext_lazy("总投资（元）"), max_digits=16, decimal_places=2, min_value=1,
        help_text=gettext_lazy("写到元，例如一亿八千万元写 180000000。"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    area = forms.DecimalField(
        label=gettext_lazy("建筑面积（平方米）"), max_digits=12, decimal_places=2, min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    starts_on = forms.DateField(label=gettext_lazy("计划开工日期"))
    ends_on = forms.DateField(label=gettext_lazy("计划竣工日期"))

    def clean(self) -> dict[str, object]:
        """Refuse an end before the start."""
        said: dict[str, object] = super().clean() or {}
        start, end = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("计划竣工日期不能早于计划开工日期。"))
        return said

    def details(self, answers: Answers) -> Details:
        """Return what was filled in, with the answers."""
        said = self.cleaned_data
        return Details(
            name=said["name"], place=said["place"], investment=said["investment"],
            area=said["area"], starts_on=said["starts_on"], ends_on=said["ends_on"],
            answers=answers,
        )  # fmt: skip


class RegistrationForm(ProjectForm):
    """The same with code, kind, and in whose name."""

    identity = forms.ChoiceField(
        label=gettext_lazy("建设单位"), widget=forms.RadioSelect,
        help_text=gettext_lazy("以企业名义登记的，要有企业给您的全部事项委托。"),
    )  # fmt: skip
    code = forms.CharField(
        label=gettext_lazy("项目代码"), max_length=40,
        help_text=gettext_lazy(
            "投资项目在线审批监管平台赋予的代码，例如 2611-999901-04-01-000001。"
        ),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("项目类型"), widget=forms.RadioSelect)

    field_order = ("identity", "code", "name", "kind")

    def __init__(
        self,
        identities: Sequence[Identity],
        kinds: Sequence[ProjectKind],
        data: Mapping[str, object] | None = None,
    ) -> None:
        self.kinds = {each.code: each for each in kinds}
        super().__init__(data)
        chosen, kind = self.fields["identity"], self.fields["kind"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [(each.key, _whose(each)) for each in identities]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(each.code, _kind(each)) for each in kinds]

    def clean_code(self) -> str:
        """Check the form of the code."""
        try:
            return check_project_code(self.cleaned_data["code"])
        except InvalidIdentity as wrong:
            raise forms.ValidationError(f"{wrong.message}。") from wrong


class ItemsForm(PlainForm):
    """Which items of a stage are filed together."""

    items = forms.TypedMultipleChoiceField(
        label=gettext_lazy("申报哪些事项"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, needs: Sequence[StageNeed], data: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data)
        items = self.fields["items"]
        if isinstance(items, forms.ChoiceField):
            items.choices = [(str(each.item_id), each.item.slug) for each in needs]


class EmptyForm(forms.Form):
    """Only carries what the domain refuses."""


class AllErrors:
    """The errors of several forms of one page, as one summary lists them."""

    def __init__(self, *forms: forms.Form) -> None:
        self._forms = forms

    @property
    def errors(self) -> list[str]:
        """What is wrong, wherever it stands."""
        return [name for form in self._forms for name in form.errors]

    def non_field_errors(self) -> list[str]:
        """What is wrong with no single field."""
        return [str(error) for form in self._forms for error in form.non_field_errors()]

    def __iter__(self) -> Iterator[forms.BoundField]:
        """Go through all fields in the order of the page."""
        for form in self._forms:
            yield from form


class StageFields:
    """The common page of several drafts: shared fields once, then those of each item."""

    def __init__(
        self,
        merged: Merged,
        cases: Sequence[Case],
        user: User,
        data: Mapping[str, object] | None = None,
    ) -> None:
        self.merged, self.cases = merged, cases
        first = cases[0]
        self.shared = FieldsForm(
            merged.shared, data, saved=first.fields, known=prefilled(first, merged.shared, user)
        )
        self.own: list[tuple[Case, FieldsForm]] = []
        for each in merged.own:
            form = FieldsForm(
                each.rows, data, saved=each.case.fields,
                known=prefilled(each.case, each.rows, user),
            )  # fmt: skip
            form.prefix = each.prefix
            self.own.append((each.case, form))

    @property
    def forms(self) -> list[FieldsForm]:
        """All forms of the page."""
        return [self.shared, *(form for _case, form in self.own)]

    def is_valid(self) -> bool:
        """Whether every field is filled in right."""
        # Each is asked, so that each shows what is wrong with it.
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    def kept(self) -> list[tuple[Case, dict[str, str]]]:
        """Return for each draft what to keep; what it had from the project stays."""
        shared = self.shared.kept()
        asked = {each.case.pk: each for each in self.merged.own}
        found = []
        for case, form in self.own:
            codes = {row.code for row in asked[case.pk].case.version.fields.all()}
            common = {code: text for code, text in shared.items() if code in codes}
            found.append((case, {**case.fields, **common, **form.kept()}))
        return found


class CommonUploadForm(PlainForm):
    """The files for one material of several drafts."""

    def __init__(
        self,
        common: CommonMaterial,
        data: Mapping[str, object] | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
    ) -> None:
        self.common = common
        self.name = f"files-{common.key}"
        super().__init__(data, files)
        groups = tuple(common.material.file_kinds)
        attrs = {"accept": accept_attribute(groups), "data-max-bytes": settings.UPLOAD_FILE_BYTES}
        hint = _("可以传%(groups)s；每个不超过 %(limit)d MB，可以选多个。") % {
            "groups": file_kinds(groups), "limit": settings.UPLOAD_FILE_BYTES // MB,
        }  # fmt: skip
        self.fields[self.name] = ManyFilesField(
            label=common.name, help_text=hint, widget=ManyFiles(attrs=attrs), required=False
        )

    @property
    def input(self) -> forms.BoundField:
        """What files are chosen with."""
        return self[self.name]

    @property
    def sent(self) -> "list[UploadedFile[bytes]]":
        """The files that were chosen."""
        return self.files.getlist(self.name)

    def ask(self) -> None:
        """Say that a file is to be chosen first."""
        self.refuse([_("请选择要上传的文件。")])

    def refuse(self, sentences: Sequence[str]) -> None:
        """Say beside the material why files were not taken."""
        for sentence in dict.fromkeys(sentences):
            self.add_error(self.name, sentence)


def _whose(identity: Identity) -> str:
    return f"{identity.name}｜{identity.code}" if identity.code else identity.name


def _kind(kind: ProjectKind) -> str:
    told = _("%(name)s｜全部阶段 %(days)s 个工作日。%(help)s")
    return told % {"name": kind.name, "days": kind.total, "help": kind.help}
