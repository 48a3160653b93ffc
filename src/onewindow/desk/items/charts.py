"""The two flow charts of a version: the public one, and the internal one with persons."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from onewindow.catalogue.guide import wording
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.reading import procedure_from, questions_of, steps_of
from onewindow.design.flow_chart import FlowChart, flow_chart
from onewindow.design.flow_comparison import FlowComparison, flow_comparison
from onewindow.procedure.bpmn import write_bpmn
from onewindow.procedure.drawing import Show
from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.model import Procedure


@dataclass(frozen=True)
class Charts:
    """Both charts, or what keeps them from being drawn."""

    public: FlowChart | None
    internal: FlowChart | None
    fault: str = ""


def charts_of(version: ItemVersion) -> Charts:
    """Draw both flow charts; say what is wrong with an unsound step order instead."""
    try:
        drawn = _Drawn.of(version, {})
    except ProcedureError as error:
        return Charts(None, None, error.message)
    return Charts(drawn.chart(Show.PUBLIC), drawn.chart(Show.INTERNAL))


def comparison_of(before: ItemVersion, after: ItemVersion) -> FlowComparison:
    """Draw the flows of two versions side by side; raise ProcedureError for an unsound order."""
    old = _Drawn.of(before, wording(questions_of(before)))
    new = _Drawn.of(after, wording(questions_of(after)))
    number = _("第 %(n)s 版")
    return flow_comparison(
        old.procedure,
        new.procedure,
        old.units | new.units,
        wording=old.wording | new.wording,
        titles=(number % {"n": before.number}, number % {"n": after.number}),
    )


def chart_of(version: ItemVersion, show: Show) -> FlowChart:
    """Draw one chart, its conditions told in words; raise ProcedureError for an unsound order."""
    return _Drawn.of(version, wording(questions_of(version))).chart(show)


def bpmn_of(version: ItemVersion, show: Show) -> bytes:
    """Write the flow as BPMN, posts and persons only for officials; raise ProcedureError."""
    return _Drawn.of(version, wording(questions_of(version))).bpmn(show)


@dataclass(frozen=True)
class _Drawn:
    version: ItemVersion
    procedure: Procedure
    units: dict[str, str]
    persons: dict[str, str]
    wording: dict[str, str]

    @classmethod
    def of(cls, version: ItemVersion, words: dict[str, str]) -> "_Drawn":
        rows = steps_of(version)
        units = {row.unit.code: row.unit.short_name for row in rows}
        persons = {row.code: row.person or (row.post.name if row.post else "") for row in rows}
        return cls(version, procedure_from(rows), units, persons, words)

    def chart(self, show: Show) -> FlowChart:
        if show is Show.PUBLIC:
            title = _("办理流程图（公布）")
            return flow_chart(
                self.procedure, self.units, key="public", title=title, wording=self.wording
            )
        # The chart writes a name per post; here every step is its own post, named by the person.
        steps = (
            replace(step, post=step.code if self.persons[step.code] else "")
            for step in self.procedure.steps
        )
        return flow_chart(
            Procedure(tuple(steps)), self.units | self.persons, show=Show.INTERNAL,
            key="internal", title=_("内部审批流程图"), wording=self.wording,
        )  # fmt: skip

    def bpmn(self, show: Show) -> bytes:
        return write_bpmn(
            self.procedure, self.units, title=self.version.name, show=show,
            labels=self.wording, performers=self.persons,
        )  # fmt: skip
