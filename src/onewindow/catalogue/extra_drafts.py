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
class FaqDraft:
    """A question people ask, and its answer."""

    question: str
    answer: str


@dataclass(frozen=True)
class ItemExtras:
    """The rest of an item. Conditions are JSON terms by the name of the material or step."""

    slug: str = ""
    code: str = ""
    audience: str = "both"
    case_type: str = "promised"
    summary: str = ""
    visits: int = 0
    visits_reason: str = ""
    online_depth: int = 4
    result_name: str = ""
    questions: tuple[QuestionDraft, ...] = ()
    fields: tuple[FieldDraft, ...] = ()
    faq: tuple[FaqDraft, ...] = ()
    materials_when: Mapping[str, JSONValue] = field(default_factory=dict)
    steps_when: Mapping[str, JSONValue] = field(default_factory=dict)
