"""Flow charts for pages: a wide and a narrow drawing of which the style sheet shows one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.procedure.charting import Subject
from onewindow.procedure.drawing import Drawing, Mark, Show
from onewindow.procedure.layout import WIDTHS, layout
from onewindow.procedure.model import Procedure
from onewindow.procedure.vertical import layout_vertical


@dataclass(frozen=True)
class FlowChart:
    """Both drawings of one procedure; `key` keeps the ids of two charts on a page apart."""

    key: str
    title: str
    wide: Drawing
    tall: Drawing

    @property
    def fit(self) -> str:
        """Name the room from which the wide drawing is shown."""
        return f"{self.wide.width:.0f}" if self.wide.width in WIDTHS else "scroll"


def flow_chart(
    procedure: Procedure,
    unit_names: Mapping[str, str],
    marks: Mapping[str, Mark] | None = None,
    *,
    show: Show = Show.PUBLIC,
    key: str = "flow",
    title: str = "",
    wording: Mapping[str, str] | None = None,
) -> FlowChart:
    """Draw a procedure, or a running case if `marks` gives its steps' states.

    `unit_names` maps department codes (and post codes, for the internal chart) to names; with
    `wording`, labels of questions and choices, the text alternative tells the conditions. A page
    includes "design/flow_chart.html" with the result as `chart`.
    """
    subject = Subject(procedure, unit_names, show, marks or {}, wording or {})
    return draw_chart(subject, key=key, title=title or _("办理流程图"))


def draw_chart(subject: Subject, *, key: str, title: str) -> FlowChart:
    """Draw what a subject says, wide and narrow."""
    return FlowChart(key, title, wide=layout(subject), tall=layout_vertical(subject))
