"""A draft with questions, for the tests of the scenario editor."""

from onewindow.catalogue.definition.rows import Condition
from onewindow.catalogue.models import ItemVersion, Question, QuestionOption
from tests import cast
from tests.cases.building import make_draft_version

LARGE: Condition = {"field": "size", "op": "==", "value": "large"}


def make_written_draft() -> ItemVersion:
    """Return a draft with three questions; the traffic review is for large ones only."""
    units = {name: cast.make_department(name) for name in ("hall", "lead", "planning")}
    units |= {"structure": units["planning"], "traffic": units["planning"]}
    version = make_draft_version(units, cast.make_region(), "written")
    for place, (code, kind) in enumerate(
        (("size", "choice"), ("area", "number"), ("food", "bool"))
    ):
        Question.objects.create(
            version=version, position=place + 1, code=code, text=f"{code}？", kind=kind
        )
    size = Question.objects.get(code="size")
    for place, (code, text) in enumerate((("small", "小型"), ("large", "大型")), 1):
        QuestionOption.objects.create(question=size, position=place, code=code, text=text)
    version.steps.filter(code="traffic").update(when=LARGE)
    return version
