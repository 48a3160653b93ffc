"""What the paper form prints: every field as text, the same for Excel and Word."""

from collections.abc import Sequence

from onewindow.catalogue.exchange import fields
from onewindow.catalogue.exchange.fields import Field
from onewindow.catalogue.exchange.lines import join_basis, join_fee, join_words
from onewindow.catalogue.exchange.steps import to_procedure_steps
from onewindow.catalogue.form import (
    FILE_KIND_LABELS,
    KIND_LABELS,
    NECESSITY_LABELS,
    THEMES,
    TYPE_LABELS,
    ItemDraft,
    ItemType,
    StepDraft,
    name_theme,
)
from onewindow.procedure.model import Procedure, problems

TICKED, BLANK = "☑", "□"
INTERNAL = "（不公布）"
BLANK_LINES = 8
LIMIT_BLANK = "____个工作日"
DRAWN_LATER = "（导入后由系统按上面的环节自动绘制）"
STEP_HEADS = (
    "序号",
    fields.STEP_NAME.label,
    fields.STEP_KIND.label,
    fields.STEP_UNIT.label,
    fields.STEP_POST.label,
    fields.STEP_PERSON.label,
    fields.STEP_TITLE.label,
    f"{fields.STEP_LIMIT.label}（工作日）",
    fields.STEP_MOBILE.label,
    fields.STEP_NEEDS.label,
)
MATERIAL_HEADS = (
    "序号",
    fields.MATERIAL_NAME.label,
    fields.MATERIAL_FILES.label,
    fields.MATERIAL_NECESSITY.label,
    fields.MATERIAL_ORIGINAL.label,
    fields.MATERIAL_NOTE.label,
)
SIGNATURES = """
填报：　　　　　　　　　　　法制审核：　　　　　　　　　　　主要负责人：

　　　　　　　　　　　　　　　　　　　　（单位公章）　　　　　　年　　　月　　　日
""".strip()
INTERNAL_CHART, PUBLIC_CHART = "审批流程图\n（内部，不公布）", "审批流程图\n（公布）"
NOTES = tuple(
    """
一个事项填一张表；标“*”的必须填，标“（不公布）”的只供内部审核和电子监察使用，其余审核通过后向社会公布。
事项类型只选一项；审批对象及领域可选多项。选中的把“□”改为“☑”，打“√”“■”也可以。
时限一律按工作日填写确定的数，如“5个工作日”，不写“左右”“大约”；当场办结填“0”。
依据、收费项目和办理条件每条一行，依据写成“《法律名称》第×条：条文”；不收费的填“无”。
环节表每个环节一行。前置环节填它之前必须办完的环节序号（如“2、3”），空着或填“—”表示接上一行办理。
前置环节填“无”表示一开始就可以办；前置环节相同的几个环节同时进行。
申报材料逐份写明名称，不写“其他材料”“有关材料”；申请表另附样表和填写说明（Word 或 Excel）。
""".strip().split("\n")
)


def label(field: Field[str] | Field[int] | Field[ItemType]) -> str:
    """Return the printed label with its marks: * for required, （不公布） for internal."""
    remark = f"\n{INTERNAL}" if field.internal else ""
    return f"{'*' if field.required else ''}{field.label}{remark}"


def room_for(label: str) -> str:
    """Return as many empty lines as a blank field needs for writing by hand."""
    needy = (fields.BASES, fields.PROCESS, fields.CONDITION)
    return "\n\n\n" if label.lstrip("*") in {field.label for field in needy} else ""


def heading(field: Field[str]) -> str:
    """Return the heading of a sub-table."""
    return f"{field.label}{INTERNAL if field.internal else ''}"


def text_of(draft: ItemDraft | None, field: Field[str]) -> str:
    """Return the value of a field that holds one text."""
    return str(getattr(draft, field.code)) if draft else ""


def limit_of(draft: ItemDraft | None, field: Field[int]) -> str:
    """Return a limit as 5个工作日."""
    return f"{getattr(draft, field.code)}个工作日" if draft else LIMIT_BLANK


def boxes(options: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """Return each option behind its box."""
    return [f"{TICKED if option in chosen else BLANK}{option}" for option in options]


def type_boxes(draft: ItemDraft | None) -> list[str]:
    """Return the boxes of the item's type."""
    return boxes(list(TYPE_LABELS.values()), [TYPE_LABELS[draft.item_type]] if draft else [])


def theme_boxes(draft: ItemDraft | None) -> dict[str, list[str]]:
    """Return the boxes of the themes by audience."""
    chosen = draft.themes if draft else ()
    return {
        audience: [
            f"{TICKED if name_theme(audience, topic) in chosen else BLANK}{topic}"
            for topic in topics
        ]
        or boxes([audience], chosen)
        for audience, topics in THEMES.items()
    }


def bases_of(draft: ItemDraft | None) -> list[str]:
    """Return the numbered legal bases."""
    bases = draft.bases if draft else ()
    return numbered([join_basis(basis.law, basis.article, basis.text) for basis in bases])


def fees_of(draft: ItemDraft | None) -> tuple[list[str], list[str]]:
    """Return the numbered fees and their numbered bases; 无 for an item free of charge."""
    if draft is None:
        return [], []
    if not draft.fees:
        return ["无"], ["无"]
    fees = numbered([join_fee(fee.name, fee.standard) for fee in draft.fees])
    return fees, numbered([fee.basis for fee in draft.fees])


def conditions_of(draft: ItemDraft | None) -> list[str]:
    """Return the numbered conditions."""
    return numbered(draft.conditions if draft else ())


def aliases_of(draft: ItemDraft | None) -> str:
    """Return the everyday names of the item."""
    return join_words(draft.aliases) if draft else ""


def extra_of(draft: ItemDraft | None) -> list[str]:
    """Return what the city added, one entry a line."""
    return numbered([f"{key}：{value}" for key, value in draft.extra.items()] if draft else [])


def numbered(entries: Sequence[str]) -> list[str]:
    """Return the entries, each behind its number."""
    return [f"{number}．{entry}" for number, entry in enumerate(entries, start=1)]


def step_lines(draft: ItemDraft | None) -> list[list[str]]:
    """Return the lines of 内部审批流程 in the order of its columns."""
    if draft is None:
        return [[str(number), *[""] * 9] for number in range(1, BLANK_LINES + 1)]
    numbers = {step.name: str(number) for number, step in enumerate(draft.steps, start=1)}
    return [
        [
            numbers[step.name],
            step.name,
            KIND_LABELS[step.kind],
            step.unit,
            step.post,
            step.person,
            step.title,
            str(step.limit),
            step.mobile,
            "、".join(numbers.get(need, need) for need in step.needs) or "无",
        ]
        for step in draft.steps
    ]


def material_lines(draft: ItemDraft | None) -> list[list[str]]:
    """Return the lines of 申报材料 in the order of its columns."""
    kinds = list(FILE_KIND_LABELS.values())
    if draft is None:
        empty = _in_pairs(boxes(kinds, []))
        return [[str(number), "", empty, "", "", ""] for number in range(1, BLANK_LINES + 1)]
    return [
        [
            str(number),
            material.name,
            _in_pairs(boxes(kinds, [FILE_KIND_LABELS[kind] for kind in material.file_kinds])),
            NECESSITY_LABELS[material.necessity],
            "是" if material.needs_original else "否",
            material.note,
        ]
        for number, material in enumerate(draft.materials, start=1)
    ]


def _in_pairs(boxes: Sequence[str]) -> str:
    return "\n".join(" ".join(boxes[at : at + 2]) for at in range(0, len(boxes), 2))


def flow_of(draft: ItemDraft | None, *, internal: bool) -> str:
    """Return the order of the steps in words; steps in 〔 〕 run at the same time."""
    if draft is None:
        return DRAWN_LATER
    steps = to_procedure_steps(draft.steps)
    drafts = {step.name: step for step in draft.steps}
    waves = [[step] for step in steps] if problems(steps) else Procedure.of(steps).waves()
    told = [[_tell(drafts[step.name], internal=internal) for step in wave] for wave in waves]
    return " → ".join(wave[0] if len(wave) == 1 else f"〔{'；'.join(wave)}〕" for wave in told)


def _tell(step: StepDraft, *, internal: bool) -> str:
    days = f"{step.limit}个工作日" if step.limit else "当场"
    parts = [step.unit, step.post, step.person] if internal else [step.unit]
    return f"{step.name}（{'，'.join(part for part in [*parts, days] if part)}）"
