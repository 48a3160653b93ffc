"""Everything one version of a service item says, as plain data."""

from dataclasses import dataclass

from onewindow.catalogue.definition.rows import (
    AgencyServiceRow,
    BasisRow,
    FaqRow,
    FeeRow,
    FieldRow,
    LocalElementRow,
    MaterialRow,
    QuestionRow,
    ResultRow,
    ScenarioRuleRow,
    SpecialProcedureRow,
    StepRow,
    TranslationRow,
    WindowRow,
)

# What departments write when there is nothing to say.
NOTHING = ("", "无", "没有")


@dataclass(frozen=True)
class ItemDefinition:
    """One version of an item: the elements of the implementation list (GB/T 39046 table 4).

    `department` is a short code. Limits count days of their unit; `review_limit` is the promised
    limit, counted from acceptance.
    """

    department: str
    form_number: str
    name: str
    subject: str
    item_type: str
    main_name: str = ""
    base: str = ""
    local_code: str = ""
    exercise_levels: tuple[str, ...] = ()
    power_source: str = "statutory"
    subject_kind: str = "statutory_body"
    entrusted_body: str = ""
    joint_departments: tuple[str, ...] = ()
    service_objects: tuple[str, ...] = ()
    audience: str = "both"
    themes: tuple[str, ...] = ()
    life_stages: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    summary: str = ""
    licence_reform: str = ""

    case_type: str = "promised"
    review_kind: str = "after_acceptance"
    pre_review_limit: int = 0
    acceptance_limit: int = 0
    acceptance_limit_unit: str = "working"
    review_limit: int = 0
    review_limit_unit: str = "working"
    statutory_limit: int = 0
    statutory_limit_unit: str = "working"
    limit_note: str = ""
    special_procedures: tuple[SpecialProcedureRow, ...] = ()
    deferral_limit: int = 0
    commitment_limit: int = 0
    commitment_terms: tuple[str, ...] = ()
    guarded_fields: tuple[str, ...] = ()

    handling_forms: tuple[str, ...] = ()
    handling_range: str = ""
    online_depth: int = 4
    online_services: tuple[str, ...] = ()
    is_online: bool = True
    offline_reason: str = ""
    is_on_provincial_platform: bool = True
    is_in_hall: bool = True
    visits: int = 0
    visits_reason: str = ""
    takes_appointments: bool = False
    pays_online: bool = False
    sends_by_courier: bool = False
    is_on_terminals: bool = False

    internal_hall: str = ""
    public_hall: str = ""
    phone: str = ""
    complaint_phone: str = ""
    email: str = ""
    postal_address: str = ""
    windows: tuple[WindowRow, ...] = ()

    bases: tuple[BasisRow, ...] = ()
    conditions: tuple[str, ...] = ()
    quantity_limit: str = ""
    periodic_inspection: str = ""
    process: str = ""
    fees: tuple[FeeRow, ...] = ()
    agency_services: tuple[AgencyServiceRow, ...] = ()
    materials: tuple[MaterialRow, ...] = ()
    results: tuple[ResultRow, ...] = ()
    steps: tuple[StepRow, ...] = ()

    questions: tuple[QuestionRow, ...] = ()
    scenario_rules: tuple[ScenarioRuleRow, ...] = ()
    fields: tuple[FieldRow, ...] = ()
    faq: tuple[FaqRow, ...] = ()
    local_elements: tuple[LocalElementRow, ...] = ()
    translations: tuple[TranslationRow, ...] = ()

    filled_by: str = ""
    filled_by_phone: str = ""
    filled_on: str = ""
