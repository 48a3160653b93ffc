"""延长期限: once, by the right level (行政许可法 42)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases import actions
from onewindow.cases.actions import Approval
from onewindow.cases.actions.extending import MOST_DAYS, level_for
from onewindow.cases.models import Case, ExtensionLevel
from onewindow.design.forms import PlainForm
from onewindow.desk.cases.verbs.suspending import under_review
from onewindow.desk.cases.verbs.verb import Sent, Verb
from onewindow.desk.cases.verbs.whose import decides
from onewindow.orgs.models import Officer

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ExtendForm(PlainForm):
    """How many days more, why, and who approved it."""

    reason = forms.CharField(
        label=lazy("延长的理由"),
        max_length=1000,
        help_text=lazy("会写进给申请人的告知书。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, sent: Sent | None, case: Case, officer: Officer) -> None:
        super().__init__(sent.values if sent else None)
        level = level_for(case)
        most = MOST_DAYS[level]
        is_joint = level is ExtensionLevel.GOVERNMENT
        self.fields = {
            "days": forms.IntegerField(
                label=_("延长几个工作日"), min_value=1, max_value=most, initial=most,
                help_text=_("最多 %(days)s 个工作日，只能延长一次。") % {"days": most},
            ),
            **self.fields,
            "approved_by": forms.CharField(
                label=level.label, max_length=100, help_text=_("批准延长的负责人姓名、职务。"),
                initial="" if is_joint else officer.actor.name,
            ),
            "paper": forms.CharField(
                label=_("批准文号"), max_length=100, required=is_joint,
                help_text=_("多个部门联合办理的，须经本级人民政府负责人批准。") if is_joint else "",
            ),
        }  # fmt: skip


def _closed(case: Case) -> StrOrPromise:
    if getattr(case, "extension", None) is not None:
        return _("这个办件已经延长过一次，依法不能再次延长。")
    return under_review(case)


def _do(case: Case, officer: Officer, form: ExtendForm, at: datetime) -> StrOrPromise:
    answers = form.cleaned_data
    extension = actions.extend(
        case, days=answers["days"], reason=answers["reason"], by=officer, at=at,
        approval=Approval(answers["approved_by"], answers["paper"]),
    )  # fmt: skip
    return _("期限已延长 %(days)s 个工作日，告知书正在制作。") % {"days": extension.days}


EXTEND = Verb(
    code="extend",
    label=lazy("延长期限"),
    meaning=lazy(
        "期限内不能作出决定的，可以延长一次：一个机关办理的经本机关负责人批准延长十日，"
        "多个部门联合办理的经本级人民政府负责人批准延长十五日。承诺、法定和在办环节的到期日一起后移，"
        "系统制作《延长审查期限告知书》。"
    ),
    icon="calendar-clock",
    form=ExtendForm,
    may=decides,
    closed=_closed,
    do=_do,
)
