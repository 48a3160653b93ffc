"""What an officer is told after he completed a step: what happens next, and his next step."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onewindow.cases.access import work_for
from onewindow.cases.models import Case, CaseStatus, CaseStep, StepStatus
from onewindow.cases.unattended import unattended
from onewindow.orgs.models import Officer
from onewindow.procedure.model import StepKind


def what_happened(step: CaseStep, officer: Officer, roles: frozenset[str]) -> SafeString:
    """Say what became of the case and lead to the officer's next step."""
    done = CaseStep.objects.select_related("case").get(pk=step.pk)
    said = _("%(step)s已办完：%(outcome)s。%(next)s") % {
        "step": done.name, "outcome": done.get_outcome_display(), "next": _next(done),
    }  # fmt: skip
    following = work_for(officer, roles).select_related("case").order_by("due_on", "pk").first()
    if following is None:
        return format_html("{}", said + _("您的待办已全部办完。"))
    address = reverse("desk:step", args=[following.case.number, following.code])
    name = _("办下一件：%(name)s") % {"name": f"{following.name} {following.case.number}"}
    return format_html('{}<a href="{}">{}</a>', said, address, name)


def _next(done: CaseStep) -> str:
    case = done.case
    if case.status == CaseStatus.NOT_ACCEPTED:
        return _("本件到此结束，申请人会看到理由。")
    if case.status in {
        CaseStatus.GRANTED,
        CaseStatus.REFUSED,
        CaseStatus.MADE,
        CaseStatus.FINISHED,
    }:
        return _("正在制作决定书，做好后自动送达申请人。")
    return _coming(case)


def _coming(case: Case) -> str:
    steps = case.steps.filter(status=StepStatus.OPEN).select_related("unit").order_by("position")
    coming = list(steps)
    reviews = [step for step in coming if step.kind == StepKind.REVIEW]
    if case.steps.filter(kind=StepKind.REVIEW, status=StepStatus.DONE).exists() and reviews:
        others = _("还有 %(n)s 个部门在审查：%(steps)s。")
        return others % {"n": len(reviews), "steps": _listed(reviews)}
    if len(coming) > 1:
        said = _("%(n)s 个环节同时开始：%(steps)s。")
        return said % {"n": len(coming), "steps": _listed(coming)} + _nobody(case)
    said = _("下一步：%(steps)s。") % {"steps": _listed(coming)} if coming else ""
    return said + _nobody(case)


def _nobody(case: Case) -> str:
    steps = list(unattended(localdate(), case.steps.all()))
    if not steps:
        return ""
    return _("注意：%(steps)s现在没有人能办，监督员和系统管理员的首页会提示。") % {
        "steps": _listed(steps)
    }


def _listed(steps: list[CaseStep]) -> str:
    return "、".join(
        _("%(step)s（%(unit)s）") % {"step": step.name, "unit": step.unit.short_name}
        for step in steps
    )
