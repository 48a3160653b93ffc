"""What an officer fills in to call a meeting, answer, and write its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.cases.meetings.actions import Plan, Resolved
from onewindow.cases.models import Meeting, Reply, ResolutionKind
from onewindow.design.forms import PlainForm
from onewindow.documents.actions import receive
from onewindow.orgs.models import Department

# So many empty rows of resolutions wait on the page; whoever needs more writes another meeting.
ROWS = 5
LINES = forms.Textarea(attrs={"rows": 3})


class CallForm(PlainForm):
    """Whom to call together, when, where, about what."""

    title = forms.CharField(label=_("会商题目"), max_length=200)
    day = forms.DateField(label=_("日期"), widget=forms.DateInput())
    time = forms.TimeField(label=_("时间"), help_text=_("例如 14:30。"))
    length = forms.IntegerField(label=_("时长（分钟）"), min_value=10, max_value=600, initial=60)
    place = forms.CharField(label=_("地点或者会议链接"), max_length=200)
    is_online = forms.BooleanField(label=_("线上会议"), required=False)
    agenda = forms.CharField(label=_("议程"), max_length=4000, widget=LINES)
    departments = forms.ModelMultipleChoiceField(
        label=_("邀请部门"), queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    material = forms.FileField(
        label=_("会议材料"), required=False, help_text=_("PDF、Word 或者图片。")
    )

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        name: str,
        here: Department,
        involved: Q,
    ) -> None:
        first = {"title": gettext("关于%(item)s的会商") % {"item": name}}
        super().__init__(data, files, initial=first)
        asked = self.fields["departments"]
        if isinstance(asked, forms.ModelMultipleChoiceField):
            there = Department.objects.filter(involved | Q(region=here.region_id), is_active=True)
            asked.queryset = there.exclude(pk=here.pk).distinct().order_by("name")

    def plan(self) -> Plan:
        """Return what was filled in; raise UploadRefused for the file."""
        said = self.cleaned_data
        file = said["material"]
        materials = [receive(file, name=file.name or gettext("会议材料"))] if file else []
        return Plan(
            title=said["title"],
            begins_at=datetime.combine(said["day"], said["time"], tzinfo=get_current_timezone()),
            place=said["place"], agenda=said["agenda"], departments=list(said["departments"]),
            length=said["length"], is_online=said["is_online"], materials=materials,
        )  # fmt: skip


class CaseCallForm(CallForm):
    """The same about a case, and others of the department beside it."""

    others = forms.CharField(
        label=_("一并会商的办件"), required=False, max_length=1000,
        help_text=_("本部门其他办件的办件号，用空格分开；没有就不填。"),
    )  # fmt: skip

    @property
    def numbers(self) -> list[str]:
        """The numbers of the other cases."""
        text = str(self.cleaned_data["others"]).replace("，", " ").replace(",", " ")
        return list(dict.fromkeys(text.split()))


class AnswerForm(PlainForm):
    """Whether somebody comes."""

    reply = forms.ChoiceField(label=_("参加吗"), choices=Reply, widget=forms.RadioSelect)
    said = forms.CharField(label=_("由谁参加，或者不参加的原因"), required=False, max_length=200)


class ReasonForm(PlainForm):
    """Why a meeting is called off."""

    reason = forms.CharField(label=_("取消原因"), max_length=300)


class ResultForm(PlainForm):
    """What came of a request."""

    result = forms.CharField(label=_("办理结果"), max_length=1000, widget=LINES)


class MinutesForm(PlainForm):
    """Who came, what was said, and up to five resolutions."""

    came = forms.MultipleChoiceField(
        label=_("到会部门"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.CharField(
        label=_("会商纪要"), max_length=10000, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, meeting: Meeting, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.is_about_cases = not meeting.about
        self.invited = [each.department for each in meeting.invitees.select_related("department")]
        self.cases = list(meeting.cases.select_related("version").order_by("pk"))
        came = self.fields["came"]
        if isinstance(came, forms.ChoiceField):
            came.choices = [(str(each.pk), each.name) for each in self.invited]
        opens = gettext("开启环节：%(name)s")
        self.owners = [(f"request:{each.pk}", each.name) for each in self.invited] + [
            (f"step:{case.pk}:{step.code}", opens % {"name": step.name})
            for case in self.cases
            if case.department_id == meeting.department_id
            for step in case.steps.filter(status="optional").order_by("position")
        ]
        self.rows = [self._add_row(number) for number in range(1, ROWS + 1)]

    def _add_row(self, number: int) -> Sequence[forms.BoundField]:
        self.fields[f"text-{number}"] = forms.CharField(
            label=_("决议 %(n)s") % {"n": number}, required=False, max_length=500
        )
        self.fields[f"owner-{number}"] = forms.ChoiceField(
            label=_("由谁办"), required=False, choices=[("", _("请选择")), *self.owners]
        )
        self.fields[f"due-{number}"] = forms.DateField(label=_("期限"), required=False)
        return [self[f"{name}-{number}"] for name in ("text", "owner", "due")]

    def clean(self) -> dict[str, object]:
        """Ask for the text and owner of each resolution, and for a day where somebody is asked."""
        said: dict[str, object] = super().clean() or {}
        for number in range(1, ROWS + 1):
            owner = str(said.get(f"owner-{number}") or "")
            if said.get(f"text-{number}") and not owner:
                self.add_error(f"owner-{number}", gettext("请选择由谁办。"))
            if not said.get(f"text-{number}") and (owner or said.get(f"due-{number}")):
                self.add_error(
                    f"text-{number}", gettext("请写明决议内容；没有这项决议就把这一行清空。")
                )
            if owner.startswith("request:") and not said.get(f"due-{number}"):
                self.add_error(f"due-{number}", gettext("请填写期限。"))
        return said

    @property
    def resolved(self) -> list[Resolved]:
        """The resolutions that were filled in."""
        found = []
        for number in range(1, ROWS + 1):
            text = str(self.cleaned_data.get(f"text-{number}") or "").strip()
            if text:
                due: date | None = self.cleaned_data.get(f"due-{number}")
                found.append(self._one(text, str(self.cleaned_data[f"owner-{number}"]), due))
        return found

    def _one(self, text: str, owner: str, due: date | None) -> Resolved:
        kind, _colon, rest = owner.partition(":")
        if kind == ResolutionKind.STEP:
            pk, _colon, code = rest.partition(":")
            case = next(each for each in self.cases if str(each.pk) == pk)
            unit = case.steps.select_related("unit").get(code=code, status="optional").unit
            return Resolved(ResolutionKind.STEP, text, case, unit, step=code)
        department = next(each for each in self.invited if str(each.pk) == rest)
        about = self.cases[0] if self.is_about_cases else None
        return Resolved(ResolutionKind.REQUEST, text, about, department, due)
