"""The rows of an item's definition. Codes are stable; `when` is a condition on the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Condition = Mapping[str, "ConditionPart"]
ConditionPart = Mapping[str, "ConditionPart"] | Sequence["ConditionPart"] | str | int | float | bool


@dataclass(frozen=True)
class FileRow:
    """A file of the definition, known by its digest; the bytes lie in the document store."""

    name: str
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True)
class MaterialRow:
    """What an applicant hands in (申请材料).

    `replaced_by` names the licence or shared data that makes it unnecessary to hand in
    (在线政务服务规定第七条).
    """

    code: str
    name: str
    file_kinds: tuple[str, ...]
    necessity: str = "required"
    needs_original: bool = False
    medium: str = "both"
    copies: int = 1
    source: str = "applicant"
    source_body: str = ""
    acceptance_standard: str = ""
    note: str = ""
    basis: str = ""
    replaced_by: str = ""
    when: Condition | None = None
    blank_form: FileRow | None = None
    sample_form: FileRow | None = None


@dataclass(frozen=True)
class StepRow:
    """A step; `unit` and `post` are short codes, `needs` the codes of the steps before it.

    `materials` are the codes of those it may see; none means all.
    """

    code: str
    name: str
    kind: str
    unit: str
    post: str = ""
    person: str = ""
    title: str = ""
    mobile: str = ""
    limit: int = 0
    limit_unit: str = "working"
    needs: tuple[str, ...] = ()
    when: Condition | None = None
    join_rule: str = "all"
    quorum: int = 0
    on_silence: str = ""
    is_optional: bool = False
    materials: tuple[str, ...] = ()


@dataclass(frozen=True)
class BasisRow:
    """One article of law the item rests on (事项依据)."""

    law: str
    article: str = ""
    text: str = ""


@dataclass(frozen=True)
class FeeRow:
    """A fee. `amount` is yuan as digits (`12.50`), empty where the standard is no fixed sum."""

    name: str
    standard: str
    basis: str
    amount: str = ""
    is_reducible: bool = False
    reduction_basis: str = ""
    when: Condition | None = None


@dataclass(frozen=True)
class ResultRow:
    """What the applicant gets in the end (审批结果). `validity` as printed, e.g. 5年."""

    code: str
    name: str
    kind: str = "licence"
    validity: str = ""
    when: Condition | None = None
    sample: FileRow | None = None


@dataclass(frozen=True)
class SpecialProcedureRow:
    """Time beyond the limit (特别程序): `days` at most, in `unit` days; 0 where it varies."""

    kind: str
    name: str
    days: int = 0
    unit: str = "working"
    basis: str = ""


@dataclass(frozen=True)
class AgencyServiceRow:
    """A service by an agent that the item needs (中介服务, 优化营商环境条例第四十三条)."""

    name: str
    basis: str
    provider: str = ""


@dataclass(frozen=True)
class WindowRow:
    """Where an application is taken in person (办理窗口)."""

    hall: str
    window: str = ""
    address: str = ""
    hours: str = ""
    phone: str = ""


@dataclass(frozen=True)
class OptionRow:
    """One answer of a choice question."""

    code: str
    text: str


@dataclass(frozen=True)
class QuestionRow:
    """A question that narrows the case (情形); `when` depends on questions before it."""

    code: str
    text: str
    kind: str
    help: str = ""
    options: tuple[OptionRow, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True)
class ColumnRow:
    """A column of a form field that is a table."""

    code: str
    label: str
    kind: str = "text"
    is_required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldRow:
    """A field of the application form; `message` is said when a value does not fit."""

    code: str
    label: str
    kind: str
    is_required: bool = True
    help: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    prefill: str = ""
    message: str = ""
    columns: tuple[ColumnRow, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True)
class ScenarioRuleRow:
    """Another limit (working days) or number of visits in some situations; the first one holds."""

    when: Condition
    review_limit: int | None = None
    visits: int | None = None
    note: str = ""


@dataclass(frozen=True)
class FaqRow:
    """A question people ask, and its answer (常见问题)."""

    question: str
    answer: str


@dataclass(frozen=True)
class TranslationRow:
    """A text in another language; `element` is a path such as `materials.m1.name`."""

    language: str
    element: str
    text: str


@dataclass(frozen=True)
class LocalElementRow:
    """What a city adds to the list, by its own label."""

    label: str
    text: str
