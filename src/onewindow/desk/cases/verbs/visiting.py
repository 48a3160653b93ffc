"""现场核查: asked for, planned, recorded, signed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.actions.visiting import Found, possible_members
from onewindow.cases.facts import visits_of
from onewindow.cases.models import Case, SiteVisit, VisitMember, VisitStatus
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.handling import Handling
from onewindow.desk.cases.verbs.own import not_reviewing, step_of
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import has_own
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONG = forms.Textarea(attrs={"rows": 2})


def _moment(label: str, initial: datetime | None = None) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, widget=widget, initial=localtime(initial) if initial else None
    )


def _open_visit(case: Case, *statuses: str) -> SiteVisit | None:
    found = [each for each in visits_of(case) if each.status in statuses]
    return found[-1] if found else None


def _required(visit: SiteVisit | None) -> SiteVisit:
    if visit is None:
        raise NotAllowedNow(_("现场核查的状态已经改变，请刷新页面。"))
    return visit


class WishForm(PlainForm):
    """What is to be seen, and how it has to be."""

    subject = forms.CharField(label=lazy("核查内容"), max_length=100)
    wanted = forms.CharField(
        label=lazy("要符合的要求"), max_length=500, widget=LONG,
        help_text=lazy("各部门的要求并成一次核查：一个时间、一条路线、一份记录。"),
    )  # fmt: skip


def _wish_form(sent: Sent | None, _case: Case, _officer: Officer) -> WishForm:
    return WishForm(sent.values if sent else None)


def _may_ask(case: Handling) -> bool:
    return case.own_step(StepKind.REVIEW) is not None


def _closed_asking(case: Case) -> StrOrPromise:
    if said := not_reviewing(case):
        return said
    is_recorded = _open_visit(case, VisitStatus.RECORDED) is not None
    return _("这次核查已经做完，签字后才能再要求一次。") if is_recorded else ""


def _ask(case: Case, officer: Officer, form: WishForm, at: datetime) -> StrOrPromise:
    step = step_of(case, officer, StepKind.REVIEW)
    wish = actions.ask_for_visit(step, by=officer, at=at, **form.cleaned_data)
    return _("已列入第 %(n)d 次现场核查。") % {"n": wish.visit.number}


ASK_VISIT = Verb(
    code="ask-visit",
    label=lazy("要求现场核查"),
    meaning=lazy("要到现场看的，先提出核查内容；几个部门都要看的，合并成一次去。"),
    icon="map-pin",
    form=_wish_form,
    may=_may_ask,
    closed=_closed_asking,
    do=_ask,
)


class PlanForm(PlainForm):
    """When, where, by which way, and who goes."""

    place = forms.CharField(label=lazy("核查地点"), max_length=300)
    route = forms.CharField(label=lazy("路线和分工"), required=False, max_length=1000, widget=LONG)

    def __init__(self, sent: Sent | None, case: Case) -> None:
        super().__init__(sent.values if sent else None)
        visit = _open_visit(case, VisitStatus.ASKED, VisitStatus.PLANNED)
        people = possible_members(case, visit) if visit else []
        going = forms.MultipleChoiceField(
            label=_("参加人员"), widget=forms.CheckboxSelectMultiple,
            choices=[
                (str(each.pk), f"{each.department.short_name} {each.user.name}") for each in people
            ],
            help_text=_("两名以上；要求核查的单位都要有人参加。"),
        )  # fmt: skip
        start = _moment(_("核查时间"), visit.planned_at if visit else None)
        self.fields = {"planned_at": start, **self.fields, "members": going}
        if visit:
            self.fields["place"].initial, self.fields["route"].initial = visit.place, visit.route


def _plan_form(sent: Sent | None, case: Case, _officer: Officer) -> PlanForm:
    return PlanForm(sent, case)


def _closed_planning(case: Case) -> StrOrPromise:
    if said := not_reviewing(case):
        return said
    is_there = _open_visit(case, VisitStatus.ASKED, VisitStatus.PLANNED) is not None
    return "" if is_there else _("现在没有要安排的现场核查。")


def _plan(case: Case, officer: Officer, form: PlanForm, at: datetime) -> StrOrPromise:
    said = form.cleaned_data
    members = Officer.objects.select_related("user", "department").filter(pk__in=said["members"])
    actions.plan_visit(
        case, planned_at=said["planned_at"], place=said["place"], route=said["route"],
        members=list(members.order_by("pk")), by=officer, at=at,
    )  # fmt: skip
    return _("现场核查已安排。")


PLAN_VISIT = Verb(
    code="plan-visit",
    label=lazy("安排现场核查"),
    meaning=lazy(
        "为各部门的核查要求定一个时间、一条路线，至少两名人员参加；做记录以前可以重新安排。"
    ),
    icon="calendar-clock",
    form=_plan_form,
    may=has_own,
    closed=_closed_planning,
    do=_plan,
)


class RecordForm(PlainForm):
    """The one record: a finding for each wish, and what follows."""

    present = forms.CharField(label=lazy("当事人或在场人"), required=False, max_length=200)
    statement = forms.CharField(
        label=lazy("当事人意见"), required=False, max_length=1000, widget=LONG
    )
    conclusion = forms.CharField(label=lazy("核查结论"), max_length=1000, widget=LONG)

    def __init__(self, sent: Sent | None, visit: SiteVisit | None) -> None:
        super().__init__(sent.values if sent else None)
        started = visit.planned_at if visit else None
        fields: dict[str, forms.Field] = {
            "began_at": _moment(_("开始时间"), started),
            "ended_at": _moment(_("结束时间"), started),
        }
        self.wishes = (
            list(visit.wishes.select_related("step__unit").order_by("pk")) if visit else []
        )
        for each in self.wishes:
            label = _("%(subject)s（%(unit)s）") % {
                "subject": each.subject, "unit": each.step.unit.short_name,
            }  # fmt: skip
            fields[f"found-{each.pk}"] = forms.CharField(
                label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("要求：%s") % each.wanted,
            )  # fmt: skip
            fields[f"met-{each.pk}"] = forms.ChoiceField(
                label=_("“%s”的结果") % each.subject, widget=forms.RadioSelect,
                choices=[("yes", _("符合")), ("no", _("不符合"))],
            )  # fmt: skip
        self.fields = {**fields, **self.fields}

    def found(self) -> dict[int, Found]:
        """Return what was seen for each wish."""
        said = self.cleaned_data
        return {
            each.pk: Found(said[f"found-{each.pk}"], said[f"met-{each.pk}"] == "yes")
            for each in self.wishes
        }


def _record_form(sent: Sent | None, case: Case, _officer: Officer) -> RecordForm:
    return RecordForm(sent, _open_visit(case, VisitStatus.PLANNED))


def _goes(case: Handling) -> bool:
    going = (each for each in visits_of(case.case) if each.status != VisitStatus.SIGNED)
    return any(_member(each, case.officer) for each in going)


def _member(visit: SiteVisit, officer: Officer) -> VisitMember | None:
    return next((each for each in visit.members.all() if each.officer_id == officer.pk), None)


def _closed_recording(case: Case) -> StrOrPromise:
    if said := not_reviewing(case):
        return said
    is_there = _open_visit(case, VisitStatus.PLANNED) is not None
    return "" if is_there else _("现在没有要记录的现场核查。")


def _record(case: Case, officer: Officer, form: RecordForm, at: datetime) -> StrOrPromise:
    said = form.cleaned_data
    actions.record_visit(
        _required(_open_visit(case, VisitStatus.PLANNED)),
        times=(said["began_at"], said["ended_at"]), present=said["present"],
        statement=said["statement"], conclusion=said["conclusion"], found=form.found(),
        by=officer, at=at,
    )  # fmt: skip
    return _("核查情况已记录，请参加人员逐一签字。")


RECORD_VISIT = Verb(
    code="record-visit",
    label=lazy("记录现场核查"),
    meaning=lazy(
        "逐项写明看到的情况和结果；记录由参加人员签字后成为一份文书，各部门据此出具意见。"
    ),
    icon="pencil",
    form=_record_form,
    may=_goes,
    closed=_closed_recording,
    do=_record,
)


def _sign_form(sent: Sent | None, _case: Case, _officer: Officer) -> forms.Form:
    return forms.Form(sent.values if sent else None)


def _may_sign(case: Handling) -> bool:
    visit = _open_visit(case.case, VisitStatus.RECORDED)
    member = _member(visit, case.officer) if visit else None
    return member is not None and member.signed_at is None


def _closed_signing(case: Case) -> StrOrPromise:
    is_there = _open_visit(case, VisitStatus.RECORDED) is not None
    return "" if is_there else _("现在没有要签字的核查记录。")


def _sign(case: Case, officer: Officer, _form: forms.Form, at: datetime) -> StrOrPromise:
    visit = _required(_open_visit(case, VisitStatus.RECORDED))
    is_last = actions.sign_visit(visit, by=officer, at=at)
    return _("已签字，核查记录正在制作。") if is_last else _("已签字，等其他参加人员签字。")


SIGN_VISIT = Verb(
    code="sign-visit",
    label=lazy("签字确认核查记录"),
    meaning=lazy("核对现场核查的记录，确认无误后签字。全部签字后做成《现场核查记录》。"),
    icon="check",
    form=_sign_form,
    may=_may_sign,
    closed=_closed_signing,
    do=_sign,
    template="desk/cases/visit.html",
)
