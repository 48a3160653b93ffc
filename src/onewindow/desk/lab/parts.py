"""Looking at some of the cases only: what can be chosen, what was, and how they differ."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import cattrs
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.design.forms import PlainForm
from onewindow.desk.lab.plates import percent
from onewindow.desk.lab.seen import Seen
from onewindow.insight.models import Part
from onewindow.insight.narrowing import Asked, choices_in

Called = Callable[[str], str]


class PartForm(PlainForm):
    """Which cases to look at: all conditions together."""

    since = forms.DateField(
        label=gettext_lazy("从哪一天开始的办件"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("到哪一天"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    channel = forms.ChoiceField(label=gettext_lazy("渠道"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("经过的单位"), required=False)
    result = forms.ChoiceField(label=gettext_lazy("结果"), required=False)
    variant = forms.ChoiceField(label=gettext_lazy("走法"), required=False)

    def __init__(
        self, data: Mapping[str, str] | None = None, *, seen: Seen, asked: Asked | None = None
    ) -> None:
        super().__init__(data, initial=asked.as_json() if asked else None)
        known = choices_in(seen.whole)
        ways = [
            (
                str(rank),
                _("第 %(n)s 种（%(share)s）") % {"n": rank, "share": f"{each['share']:.0%}"},
            )
            for rank, each in enumerate(seen.whole.measures["variants"]["top"][:6], 1)
        ]
        self._offer("channel", ((value, value) for value in known.channels))
        self._offer("unit", ((unit, seen.called(unit)) for unit in known.units))
        self._offer("result", ((value, value) for value in known.results))
        self._offer("variant", ways)
        if "result" in self.fields and not known.result:
            self.fields["result"].label = _("最后一步")

    def _offer(self, name: str, values: Iterable[tuple[str, str]]) -> None:
        offered = list(values)
        field = self.fields[name]
        # What the log does not tell is not asked.
        if len(offered) < 2:
            del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [("", _("不限")), *offered]

    def clean(self) -> dict[str, object]:
        """Ask for at least one condition, and a period that does not run backwards."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        first, last = cleaned.get("since"), cleaned.get("until")
        if first and last and first > last:  # type: ignore[operator]  # both are dates
            self.add_error("until", _("不能早于开始的那一天。"))
        if not self.errors and not any(cleaned.values()):
            self.add_error(None, _("请至少选一个条件。"))
        return cleaned

    @property
    def asked(self) -> Asked:
        """The conditions of a valid form."""
        said = {key: value for key, value in self.cleaned_data.items() if value}
        return Asked(
            since=said["since"].isoformat() if "since" in said else "",
            until=said["until"].isoformat() if "until" in said else "",
            channel=said.get("channel", ""), unit=said.get("unit", ""),
            result=said.get("result", ""), variant=int(said.get("variant", 0)),
        )  # fmt: skip


@dataclass(frozen=True)
class Narrowed:
    """The part that a page shows, held against the whole."""

    part: Part
    seen: Seen
    whole: Seen

    @property
    def asked(self) -> Asked:
        """What was asked for."""
        return cattrs.structure(self.part.asked, Asked)

    @property
    def conditions(self) -> list[str]:
        """What was asked for, in words."""
        asked = self.asked
        said = (
            (asked.since, _("%(day)s 起") % {"day": asked.since}),
            (asked.until, _("到 %(day)s") % {"day": asked.until}),
            (asked.channel, asked.channel),
            (asked.unit, _("经过%(unit)s") % {"unit": self.seen.called(asked.unit)}),
            (asked.result, asked.result),
            (asked.variant, _("第 %(n)s 种走法") % {"n": asked.variant}),
        )
        return [words for given, words in said if given]

    @property
    def said(self) -> str:
        """How many cases they are, and whether they were faster."""
        return _(
            "%(n)s 件，占全部 %(whole)s 件的 %(share)s。"
            "一半 %(days)s 个工作日办结，全部办件是 %(all)s。"
        ) % {
            "n": self.part.cases, "whole": self.whole.diagnosis.cases,
            "share": percent(self.part.cases, self.whole.diagnosis.cases),
            "days": self.seen.half, "all": self.whole.half,
        }  # fmt: skip
