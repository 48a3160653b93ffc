"""What an item says beyond the paper form: questions, the application form, conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onewindow.events.rules import JSONValue


@dataclass(frozen=True)
class OptionDraft:
    """One answer of a choice question."""

    code: str
    text: str


@dataclass(frozen=True)
class QuestionDraft:
    """A question that narrows the case."""

    code: str
    text: str
    kind: str
    options: tuple[OptionDraft, ...] = ()
    help: str = ""


@dataclass(frozen=True)
class FieldDraft:
    """A field of the application form."""

    code: str
    label: str
    kind: str
    required: bool = True
    help: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemExtras:
    """The rest of an item. Conditions are JSON terms by the name of the material or step."""

    audience: str = "both"
    case_type: str = "promised"
    summary: str = ""
    visits: int = 0
    visits_reason: str = ""
    result_name: str = ""
    questions: tuple[QuestionDraft, ...] = ()
    fields: tuple[FieldDraft, ...] = ()
    materials_when: Mapping[str, JSONValue] = field(default_factory=dict)
    steps_when: Mapping[str, JSONValue] = field(default_factory=dict)
