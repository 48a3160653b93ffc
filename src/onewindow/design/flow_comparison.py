"""Two versions of a procedure side by side: both charts coloured, and what changed in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from onewindow.design.flow_chart import FlowChart, draw_chart
from onewindow.procedure.comparison import StepChange, compare
from onewindow.procedure.drawing import Difference, Show
from onewindow.procedure.model import Procedure


@dataclass(frozen=True)
class FlowComparison:
    """Both charts with their marks; `legend` holds the kinds of change that occur, with words."""

    before: FlowChart
    after: FlowChart
    changes: tuple[StepChange, ...]
    is_redrawn: bool

    @property
    def is_same(self) -> bool:
        """Whether both versions draw the same chart."""
        return not self.changes and not self.is_redrawn

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The kinds of change on the charts, each with its word."""
        words = _words()
        found = {change.kind for change in self.changes}
        return [(kind.value, words[kind]) for kind in Difference if kind in found]

    @property
    def told(self) -> list[tuple[str, str, StepChange]]:
        """Every change with the code and the word of its kind."""
        words = _words()
        return [(change.kind.value, words[change.kind], change) for change in self.changes]


def flow_comparison(
    before: Procedure,
    after: Procedure,
    unit_names: Mapping[str, str],
    *,
    show: Show = Show.PUBLIC,
    wording: Mapping[str, str] | None = None,
    became: Mapping[str, str] | None = None,
    titles: tuple[str, str] = ("", ""),
    key: str = "flow",
) -> FlowComparison:
    """Draw two versions so that added, removed, changed and moved steps are marked in both.

    `unit_names` names the units (and posts) of both. A page includes "design/flow_comparison.html"
    with the result as `comparison`; two comparisons on a page need different `key`s. `became` says
    which steps were merged into which.
    """
    found = compare(before, after, unit_names, show=show, wording=wording, became=became)
    return FlowComparison(
        before=draw_chart(found.before, key=f"{key}-before", title=titles[0] or _("修改前")),
        after=draw_chart(found.after, key=f"{key}-after", title=titles[1] or _("修改后")),
        changes=found.changes,
        is_redrawn=bool(found.before.changes or found.after.changes),
    )


def _words() -> dict[Difference, str]:
    return {
        Difference.ADDED: pgettext("flow step", "新增"),
        Difference.REMOVED: pgettext("flow step", "取消"),
        Difference.CHANGED: pgettext("flow step", "有改动"),
        Difference.MOVED: pgettext("flow step", "顺序调整"),
    }
