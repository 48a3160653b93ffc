"""What an officer sends: an outcome with its opinion, a reason, a search."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.cases.finding import said
from onewindow.cases.models import Case, CaseStatus, Letter, Outcome
from onewindow.cases.models.case import CaseQuerySet
from onewindow.cases.rules import NEEDS_OPINION, OUTCOMES_FOR_KIND
from onewindow.design.forms import PlainForm
from onewindow.procedure.model import StepKind

# Not a status of a case: what somebody looks for who has to mend it.
LETTER_FAILED = "letter_failed"


class CompletionForm(PlainForm):
    """The outcome of a step, one of its kind's, and the opinion; refusals need reasons."""

    outcome = forms.ChoiceField(label=_("结果"))
    opinion = forms.CharField(
        label=_("意见"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: QueryDict | None = None, *, kind: str) -> None:
        super().__init__(data)
        self.outcomes = [Outcome(code) for code in OUTCOMES_FOR_KIND[StepKind(kind)]]
        self.fields["outcome"] = forms.ChoiceField(
            label=_("结果"), choices=[(each.value, each.label) for each in self.outcomes]
        )

    def clean(self) -> dict[str, str]:
        """Ask for reasons where the law wants them (行政许可法 Arts 32, 38)."""
        answers: dict[str, str] = super().clean() or {}
        outcome = answers.get("outcome", "")
        if outcome in NEEDS_OPINION and not answers.get("opinion", "").strip():
            label = Outcome(outcome).label
            asked = gettext("选择“%(outcome)s”必须写明理由，申请人会看到。")
            self.add_error("opinion", asked % {"outcome": label})
        return answers


class TakeOverForm(PlainForm):
    """Why a step is taken from a colleague."""

    reason = forms.CharField(
        label=_("接手原因"), max_length=300, help_text=_("会记入办理过程，例如：同事休假。")
    )


class SearchForm(PlainForm):
    """Words and a status to look for among cases."""

    q = forms.CharField(
        label=_("办件号、申请人、事项"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-ow-quickfind": "yes"}),
    )
    status = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("全部状态")),
            *((each.value, each.label) for each in CaseStatus if each != CaseStatus.DRAFT),
            (LETTER_FAILED, _("文书没有做成")),
        ],
    )

    def narrow(self, cases: CaseQuerySet) -> CaseQuerySet:
        """Return the cases that fit; wrong input narrows nothing."""
        answers = self.cleaned_data if self.is_valid() else {}
        if fits := said(answers.get("q", "")):
            cases = cases.filter(fits)
        if answers.get("status") == LETTER_FAILED:
            cases = cases.filter(pk__in=Letter.objects.failed().values("case"))
        return self._of_status(cases)

    def among(self) -> CaseQuerySet:
        """Return the cases of the status, whoever may read them: what a list is looked for in."""
        return self._of_status(Case.objects.submitted())

    def _of_status(self, cases: CaseQuerySet) -> CaseQuerySet:
        status = self.cleaned_data.get("status") if self.is_valid() else ""
        return cases.filter(status=status) if status in CaseStatus.values else cases
