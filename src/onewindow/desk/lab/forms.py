"""What is typed into the laboratory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.design.forms import PlainForm
from onewindow.desk.exchange.uploads import check_size
from onewindow.desk.lab.simulated import Pool
from onewindow.insight.actions.starting import LARGEST_LOG
from onewindow.insight.models import ProposalDecision
from onewindow.insight.peeking import Sample
from onewindow.insight.units import Unit
from onewindow.orgs.models import Department
from onewindow.procedure.redesign.discovering import NO_UNIT

ROLES = (
    ("case", gettext_lazy("办件编号")), ("activity", gettext_lazy("环节")),
    ("at", gettext_lazy("办结时间")), ("started", gettext_lazy("开始办理时间")),
    ("enabled", gettext_lazy("到达时间")), ("resource", gettext_lazy("办理人")),
    ("unit", gettext_lazy("办理部门")), ("lifecycle", gettext_lazy("事件类型")),
)  # fmt: skip
NEEDED = ("case", "activity", "at")


class NewProjectForm(PlainForm):
    """A new project: on our own cases, or on a log from elsewhere."""

    title = forms.CharField(
        label=gettext_lazy("项目名称"), max_length=200,
        help_text=gettext_lazy("例如：开办餐饮店，食品、卫生、招牌三项审批"),
    )  # fmt: skip
    source = forms.ChoiceField(
        label=gettext_lazy("从哪里知道实际怎么办的"),
        choices=[
            ("cases", gettext_lazy("本系统的办件｜选定事项在本系统里办过的每一件")),
            ("file", gettext_lazy("上传事件日志｜别的系统导出的办件记录")),
        ],
        initial="cases",
        widget=forms.RadioSelect,
    )
    versions = forms.MultipleChoiceField(
        label=gettext_lazy("事项"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("上传日志时可以不选：流程从日志里看出来，草案作为新事项生成。"),
    )
    period_from = forms.DateField(
        label=gettext_lazy("从哪一天提交的办件"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    period_to = forms.DateField(
        label=gettext_lazy("到哪一天"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("事件日志"),
        required=False,
        help_text=gettext_lazy(
            "XES、CSV、Parquet 或 OCEL 2.0，不超过 200 MB。"
            "每行一个环节：办件编号、环节、时间，最好还有办理部门和开始时间。"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xes,.gz,.csv,.parquet,.json,.jsonocel"}),
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
    ) -> None:
        super().__init__(data, files)
        published = ItemVersion.objects.filter(
            status=VersionStatus.PUBLISHED, item__is_standard=False
        ).select_related("item__department")
        self._published = {str(version.pk): version for version in published.order_by("name")}
        field = self.fields["versions"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (pk, f"{version.name}｜{version.item.department.short_name}")
                for pk, version in self._published.items()
            ]

    @property
    def chosen(self) -> list[ItemVersion]:
        """The versions of a valid form."""
        return [self._published[pk] for pk in self.cleaned_data["versions"]]

    def clean_file(self) -> UploadedFile[bytes] | None:
        """Check the size."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file:
            check_size(file, LARGEST_LOG)
        return file

    def clean(self) -> dict[str, object]:
        """Ask for what the chosen source needs."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        source = cleaned.get("source")
        if source == "file" and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("file", _("请选择事件日志文件。"))
        if source == "cases" and not cleaned.get("versions"):
            self.add_error("versions", _("请至少选择一个事项。"))
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and first > last:  # type: ignore[operator]  # both are dates
            self.add_error("period_to", _("不能早于开始的那一天。"))
        return cleaned


class ColumnsForm(PlainForm):
    """Which column of a file is what; guessed, to be corrected."""

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        sample: Sample,
        guessed: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        self._sample = sample
        choices = [("", _("没有这一列")), *((column, column) for column in sample.columns)]
        for role, label in ROLES:
            self.fields[role] = forms.ChoiceField(
                label=label, choices=choices, required=role in NEEDED,
                initial=guessed.get(role, ""),
            )  # fmt: skip

    @property
    def mapping(self) -> dict[str, str]:
        """The columns of a valid form, by what they are."""
        return {role: self.cleaned_data[role] for role, _label in ROLES if self.cleaned_data[role]}

    def clean(self) -> dict[str, object]:
        """Refuse one column for two things, and one that cannot be what it is taken for."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        taken: dict[object, str] = {}
        for role, label in ROLES:
            column = cleaned.get(role)
            if column and column in taken:
                self.add_error(role, _("这一列已经用作“%(other)s”。") % {"other": taken[column]})
            elif column:
                taken[column] = str(label)
        said = {role: str(cleaned[role]) for role, _label in ROLES if cleaned.get(role)}
        for role, fault in self._sample.faults(said).items():
            self.add_error(role, fault)
        return cleaned


class UnitsForm(PlainForm):
    """Which department each unit of a log is here; guessed, to be corrected."""

    def __init__(self, data: Mapping[str, str] | None = None, *, units: Sequence[Unit]) -> None:
        super().__init__(data)
        rows = Department.objects.filter(is_active=True).order_by("name")
        choices = [("", _("不是本系统的部门")), *rows.values_list("short_code", "short_name")]
        self._units = {f"unit_{place}": unit for place, unit in enumerate(units)}
        for name, unit in self._units.items():
            self.fields[name] = forms.ChoiceField(
                label=_("没有写明单位的环节") if unit.name == NO_UNIT else unit.name,
                choices=choices, required=False, initial=unit.department,
            )  # fmt: skip

    @property
    def rows(self) -> list[tuple[forms.BoundField, Unit]]:
        """Each unit with its field."""
        return [(self[name], unit) for name, unit in self._units.items()]

    @property
    def matched(self) -> dict[str, str]:
        """The departments of a valid form, by the names in the log."""
        return {unit.name: self.cleaned_data[name] for name, unit in self._units.items()}


class DecisionForm(PlainForm):
    """What the re-engineering office makes of a proposal."""

    decision = forms.ChoiceField(choices=ProposalDecision.choices)
    reason = forms.CharField(required=False, max_length=500)


class LawForm(PlainForm):
    """What the legislative office says of a proposal."""

    agrees = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    note = forms.CharField(required=False, max_length=500)


class ShelfForm(PlainForm):
    """Why a project is laid aside."""

    reason = forms.CharField(
        label=gettext_lazy("为什么搁置"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class WhatIfForm(PlainForm):
    """Under which conditions a procedure is played through once more."""

    item = forms.ChoiceField(label=gettext_lazy("哪一项"), required=False)
    arrivals = forms.ChoiceField(
        label=gettext_lazy("办件量"),
        choices=[
            ("0", gettext_lazy("不变")), ("20", "+20%"), ("-20", "−20%"), ("50", "+50%"),
        ],
        required=False,
    )  # fmt: skip
    pool = forms.ChoiceField(label=gettext_lazy("人手"), required=False)
    staff = forms.ChoiceField(
        label=gettext_lazy("增减"),
        choices=[
            ("0", gettext_lazy("不变")), ("-1", gettext_lazy("少 1 人")),
            ("1", gettext_lazy("多 1 人")), ("2", gettext_lazy("多 2 人")),
        ],
        required=False,
    )  # fmt: skip
    limit = forms.IntegerField(
        label=gettext_lazy("承诺时限（工作日）"), min_value=1, max_value=365, required=False
    )
    instant = forms.IntegerField(
        label=gettext_lazy("秒批的比例（%）"), min_value=0, max_value=90, required=False
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        pools: Sequence[Pool] = (),
        items: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(data)
        self._pools = {pool.key: pool for pool in pools}
        choices = [("", _("都不变")), *((pool.key, pool.name) for pool in pools)]
        self._choose("pool", choices, is_asked=bool(pools))
        if not pools:
            del self.fields["staff"]
        self._choose("item", [("", _("每一项")), *items], is_asked=len(items) > 1)

    def _choose(self, name: str, choices: list[tuple[str, str]], *, is_asked: bool) -> None:
        """Offer choices; a field without any is not asked."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        if not is_asked:
            del self.fields[name]

    def clean(self) -> dict[str, object]:
        """Ask whose people are meant: more or fewer of nobody is nothing."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        pool = self._pools.get(str(cleaned.get("pool") or ""))
        staff = int(str(cleaned.get("staff") or 0))
        if staff and not pool and "pool" not in self.errors:
            self.add_error("pool", _("请选择增减哪个岗位的人手。"))
        if pool and not staff and "staff" not in self.errors:
            self.add_error("staff", _("请选择增加还是减少几人。"))
        if pool and pool.people is not None and pool.people + staff < 1:
            said = _("“%(who)s”只有 %(n)s 人，不能再少。")
            self.add_error("staff", said % {"who": pool.name, "n": pool.people})
        item = cleaned.get("item")
        if pool and item and item != pool.item:
            self.add_error("item", _("选的岗位不在这一项里。"))
        return cleaned

    @property
    def settings(self) -> dict[str, str | int]:
        """What was asked, without what stays as it is."""
        said = self.cleaned_data
        asked: dict[str, str | int] = {
            "arrivals": int(said["arrivals"] or 0),
            "limit": said["limit"] or 0,
            "instant": said["instant"] or 0,
            "item": said.get("item") or "",
        }
        pool = self._pools.get(said.get("pool") or "")
        if pool:
            asked |= {"item": pool.item, "pool": pool.code, "staff": int(said["staff"])}
        return {key: value for key, value in asked.items() if value}
