"""The two flow charts of a version: the public one, and the internal one with persons."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.reading import procedure_of, unit_names
from onewindow.design.flow_chart import FlowChart, flow_chart
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
        procedure = procedure_of(version)
    except ProcedureError as error:
        return Charts(None, None, error.message)
    names = unit_names(version)
    public = flow_chart(procedure, names, key="public", title=_("办理流程图（公布）"))
    named, persons = _with_persons(version, procedure)
    internal = flow_chart(
        named, names | persons, show=Show.INTERNAL, key="internal", title=_("内部审批流程图"),
    )  # fmt: skip
    return Charts(public, internal)


def _with_persons(version: ItemVersion, procedure: Procedure) -> tuple[Procedure, dict[str, str]]:
    # The chart writes a name per post; here every step is its own post, named by the person.
    rows = {row.code: row for row in version.steps.select_related("post")}
    steps = []
    names = {}
    for step in procedure.steps:
        row = rows[step.code]
        known = row.person or (row.post.name if row.post else "")
        steps.append(replace(step, post=step.code if known else ""))
        names[step.code] = known
    return Procedure.of(steps), names
