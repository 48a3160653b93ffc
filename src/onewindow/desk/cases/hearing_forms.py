"""What an officer fills in about a hearing."""

from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases.actions.hearings import judges_of
from onewindow.cases.clocks import LOCAL, earliest_hearing
from onewindow.cases.models import Case
from onewindow.design.forms import PlainForm
from onewindow.desk.templatetags.desk import day
from onewindow.orgs.calendars import calendar_for
from onewindow.orgs.models import Officer

LINES = lazy("一行一人，写“身份：姓名”，例如“申请人：示例·张三”。")


class SubjectForm(PlainForm):
    """What the hearing is about."""

    subject = forms.CharField(
        label=lazy("涉及的重大利益或听证事项"),
        max_length=1000,
        help_text=lazy("会写进告知书或公告。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskForm(PlainForm):
    """Who asked for it."""

    name = forms.CharField(label=lazy("谁申请听证"), max_length=100)


class DropForm(PlainForm):
    """How who asked for a hearing gave it up; nothing to say where nobody asked."""

    waiver = forms.CharField(
        label=lazy("申请人怎样书面放弃的"),
        max_length=400,
        help_text=lazy(
            "写明哪一天、以什么方式，例如“3 月 9 日到窗口提交签名的声明”。申请人会看到。"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_in_writing = forms.BooleanField(
        label=lazy("已收到提出听证的人签名的书面放弃声明，原件归入案卷"),
    )

    def __init__(self, data: QueryDict | None, *, is_asked: bool) -> None:
        super().__init__(data)
        if not is_asked:
            self.fields.clear()


class NoticeForm(PlainForm):
    """When, where, who presides."""

    on = forms.DateField(label=lazy("哪一天"), widget=forms.DateInput)
    time = forms.TimeField(label=lazy("几点"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=lazy("地点"), max_length=200)
    presider = forms.ModelChoiceField(
        Officer.objects.none(),
        label=lazy("主持人"),
        empty_label=lazy("请选择"),
        help_text=lazy("审查这个办件的人不能主持，没有列出。"),
    )
    recorder = forms.CharField(label=lazy("记录人"), max_length=100)
    is_public = forms.BooleanField(
        label=lazy("公开举行"),
        help_text=lazy("涉及国家秘密、商业秘密、个人隐私的除外。"),
        initial=True,
        required=False,
    )
    is_announced = forms.BooleanField(label=lazy("向社会公告"), required=False)

    def __init__(self, data: QueryDict | None, *, case: Case) -> None:
        super().__init__(data)
        colleagues = Officer.objects.active().filter(department=case.department_id)
        impartial = colleagues.exclude(
            pk__in=[each.pk for each in colleagues if each.actor.code in judges_of(case)]
        )
        hearing = case.hearings.under_way().first()
        if hearing is not None and hearing.hold_by is not None:
            earliest = earliest_hearing(calendar_for(case.department.region_id), localdate())
            told = _("最早 %(first)s，最迟 %(last)s。")
            self.fields["on"].help_text = told % {
                "first": day(earliest), "last": day(hearing.hold_by),
            }  # fmt: skip
        presider = self.fields["presider"]
        if isinstance(presider, forms.ModelChoiceField):
            presider.queryset = impartial.select_related("user").order_by("user__name")

    def clean(self) -> dict[str, object]:
        """Put day and time together."""
        answers: dict[str, object] = super().clean() or {}
        if self.cleaned_data.get("on") and self.cleaned_data.get("time"):
            at = datetime.combine(self.cleaned_data["on"], self.cleaned_data["time"], LOCAL)
            answers["at"] = at
        return answers


class MinutesForm(PlainForm):
    """What was said, by whom."""

    on = forms.DateField(label=lazy("举行日期"), initial=localdate, widget=forms.DateInput)
    begins = forms.TimeField(label=lazy("开始"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=lazy("结束"), widget=forms.TimeInput(attrs={"type": "time"}))
    present = forms.CharField(
        label=lazy("参加人"),
        max_length=2000,
        help_text=LINES,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    said = forms.CharField(
        label=lazy("笔录"),
        max_length=20000,
        help_text=lazy("一段一行，写“谁：说了什么”。"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def clean(self) -> dict[str, object]:
        """Put day and times together."""
        answers: dict[str, object] = super().clean() or {}
        cleaned = self.cleaned_data
        if {"on", "begins", "ends"} <= cleaned.keys():
            began_at = datetime.combine(cleaned["on"], cleaned["begins"], LOCAL)
            ended_at = datetime.combine(cleaned["on"], cleaned["ends"], LOCAL)
            answers |= {"began_at": began_at, "ended_at": ended_at}
            if ended_at < began_at:
                self.add_error("ends", _("结束时间不能早于开始时间。"))
        return answers
