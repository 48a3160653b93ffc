"""An office's verdict with its comments by element, and the department's answers."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models import Resolution, ReviewComment
from onewindow.design.forms import PlainForm

LONGEST = 2000


# The boxes stand beside the elements, the button at the side: `form` ties them together.
FORM = "review-form"


def _box(label: str, form: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3} | ({"form": form} if form else {}))
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget)


class ReviewForm(PlainForm):
    """Agree, or object with what has to be changed where; one box per element."""

    agrees = forms.ChoiceField(
        label=_("审核意见"),
        choices=[
            ("yes", _("同意｜本单位负责的内容没有问题")),
            ("no", _("有意见｜退回部门修改，在要素下写明哪里要改")),
        ],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("总的说明"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(
        self, elements: Mapping[str, str], data: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data)
        self._elements = elements
        for code, label in elements.items():
            said = gettext("对“%(element)s”的意见") % {"element": label}
            self.fields[f"on-{code}"] = _box(said, FORM)

    def clean(self) -> dict[str, str]:
        """Ask for a comment with an objection."""
        answers: dict[str, str] = super().clean() or {}
        if answers.get("agrees") == "no" and not self.comments:
            refused = gettext("提出意见时，至少在一个要素下写明哪里需要修改，部门才能改。")
            self.add_error("agrees", refused)
        return answers

    @property
    def is_agreement(self) -> bool:
        """Whether the office agrees."""
        return bool(self.cleaned_data["agrees"] == "yes")

    @property
    def comments(self) -> dict[str, str]:
        """What was said, by element."""
        said = {code: self.cleaned_data.get(f"on-{code}", "").strip() for code in self._elements}
        return {code: text for code, text in said.items() if text}

    def box(self, code: str) -> forms.BoundField:
        """Return the comment box of an element."""
        return self[f"on-{code}"]


class AnswersForm(PlainForm):
    """The department's answer to each comment of a round."""

    def __init__(
        self, comments: Iterable[ReviewComment], data: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(data)
        self._comments = list(comments)
        for each in self._comments:
            self.fields[f"how-{each.pk}"] = forms.ChoiceField(
                label=gettext("怎么处理"), choices=Resolution, required=False,
                widget=forms.RadioSelect, initial=each.resolution,
            )  # fmt: skip
            self.fields[f"text-{each.pk}"] = _box(gettext("答复"))
            self.fields[f"text-{each.pk}"].initial = each.answer

    def clean(self) -> dict[str, str]:
        """Ask for reasons where nothing is changed."""
        answers: dict[str, str] = super().clean() or {}
        for comment, how, text in self.answers:
            if how == Resolution.EXPLAINED and not text:
                refused = gettext("不修改的，要写明理由，审核单位才能判断。")
                self.add_error(f"text-{comment.pk}", refused)
        return answers

    @property
    def answers(self) -> list[tuple[ReviewComment, str, str]]:
        """What was answered: comment, how, text; those left open are not among them."""
        said = (
            (each, self.cleaned_data.get(f"how-{each.pk}", ""), self._text(each))
            for each in self._comments
        )
        return [(each, how, text) for each, how, text in said if how]

    def boxes(self, comment: ReviewComment) -> tuple[forms.BoundField, forms.BoundField]:
        """Return the two fields of a comment."""
        return self[f"how-{comment.pk}"], self[f"text-{comment.pk}"]

    def _text(self, comment: ReviewComment) -> str:
        return str(self.cleaned_data.get(f"text-{comment.pk}", "")).strip()
