"""Forms as other cities lay them out: merged cells, spaces, ticks, labels above the values."""

from dataclasses import replace

import pytest
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from onewindow.catalogue.exchange import FormProblems, read_form
from onewindow.catalogue.form import BasisDraft, FileKind, ItemDraft, ItemType, Necessity
from onewindow.procedure.model import StepKind
from tests.catalogue.drafts import make_draft
from tests.catalogue.sheets import make_document, make_sheet, table_at

STEPS: list[list[str | float]] = [
    ["环 节 名 称", "序号", "办理时限", "承办处室", "经办人", "手机号码"],
    ["受理", 1, "１个工作日", "窗口", "示例·甲", 13800000001],
    ["审核", 2, "二个工作日", "业务科", "示例·乙", 13800000002],
    ["审批", 3, 1, "局长室", "示例·丙", 13800000003],
]
MATERIALS: list[list[str | float]] = [
    ["序号", "名称", "是否需要原件", "文件限制类型", "是否必须上传"],
    [1, "示例申请表", "√是 □否", "■文本 □图片", "是"],
    [2, "场所平面图", "否", "图片、压缩文件", "容缺后补"],
    [3, "", "", "□文本 □图片 □压缩文件 □影音", "□是 □否"],
]
CELLS: dict[str, str | float] = {
    "C3": "外地市流程确认单（２０２６版）",
    "C4": "填　报　部　门：",
    "D4": "示例市示例局",
    "F4": "填表人：示例·张三　　联系电话：0900-0000001",
    "C5": "事项名称",
    "C6": "示例许可",
    "D5": "实施主体（全称）",
    "D6": "示例市示例局",
    "C7": "审批事项类型*",
    "D7": "行政许可√　行政确认□　行政给付□",
    "C8": "办理时限",
    "D8": "受理时限 ２ 个 工作日，审查时限  二十个工作日",
    "C9": "审批对象\n及领域",
    "D9": "公众：□ 教育 ☑ 卫生保健 □纳税\n企业：[ ]设立变更 [x]纳税 （√）其他（注明）",
    "C11": "业务咨询电话",
    "D11": "0900-0000002转801",
    "C12": "事项依据",
    "D12": "1.《示例条例》第三条、第四条 应当取得许可。\n2.《示例办法》第五条：原文",
    "C13": "办理程序",
    "D13": "受理、审核、审批",
    "C14": "办理条件",
    "D14": "1.有场所；2.有人员；3.有1.5米高的围挡",
    "C15": "收费项目",
    "D15": "不收费",
    **table_at("D18", STEPS),
    **table_at("C24", MATERIALS),
    "C29": "注：以上材料一式一份",
}
MERGED = ["C3:I3", "C7:C7", "D7:I7", "C9:C10", "D9:I10", "D12:I12", "C29:G29"]


def read_sheet(**changes: str | float) -> ItemDraft:
    """Return what the sheet says after some cells have been changed."""
    merged = [area for area in MERGED if len(set(area.split(":"))) > 1]
    return read_form(make_sheet({**CELLS, **changes}, merged), "form.xlsx")


def test_a_foreign_sheet_is_read_whole() -> None:
    draft = read_sheet()
    assert (draft.department, draft.filled_by) == ("示例市示例局", "示例·张三")
    assert (draft.name, draft.subject) == ("示例许可", "示例市示例局")
    assert draft.filled_by_phone == "0900-0000001"
    assert draft.item_type is ItemType.LICENSING
    assert (draft.acceptance_limit, draft.review_limit, draft.statutory_limit) == (2, 20, 20)
    assert draft.themes == ("卫生保健", "企业·纳税", "企业·其他")
    assert [(basis.law, basis.article) for basis in draft.bases] == [
        ("示例条例", "第三条、第四条"),
        ("示例办法", "第五条"),
    ]
    assert draft.conditions == ("有场所", "有人员", "有1.5米高的围挡")
    assert draft.fees == ()


def test_tables_are_found_by_their_headers_with_columns_in_any_order() -> None:
    draft = read_sheet()
    assert [(step.name, step.limit, step.needs) for step in draft.steps] == [
        ("受理", 1, ()),
        ("审核", 2, ("受理",)),
        ("审批", 1, ("审核",)),
    ]
    kinds = [StepKind.ACCEPTANCE, StepKind.REVIEW, StepKind.DECISION]
    assert [step.kind for step in draft.steps] == kinds
    assert {step.unit for step in draft.steps} == {"示例市示例局"}
    assert [(each.name, each.file_kinds, each.necessity) for each in draft.materials] == [
        ("示例申请表", (FileKind.TEXT,), Necessity.REQUIRED),
        ("场所平面图", (FileKind.IMAGE, FileKind.ARCHIVE), Necessity.DEFERRABLE),
    ]
    assert [each.needs_original for each in draft.materials] == [True, False]


@pytest.mark.parametrize(
    "written",
    ["√行政许可 □行政确认", "□行政确认 ■ 行政许可", "行政许可☑ 行政确认☐", "●行政许可 ○行政确认",
     "[x]行政许可 [ ]行政确认", "（√）行政许可（ ）行政确认", "行政许可", "许可", "✓ 行政许可"],
)  # fmt: skip
def test_any_usual_tick_is_understood(written: str) -> None:
    assert read_sheet(D7=written).item_type is ItemType.LICENSING


@pytest.mark.parametrize(
    ("written", "needs"),
    [
        ("—", ("审核",)),
        ("", ("审核",)),
        ("1", ("受理",)),
        ("受理", ("受理",)),
        ("１、２", ("受理", "审核")),
        ("受理，审核", ("受理", "审核")),
    ],
)
def test_earlier_steps_are_named_or_numbered(written: str, needs: tuple[str, ...]) -> None:
    more: dict[str, str | float] = {"J18": "前置环节", "D22": "审定", "E22": 4, "F22": 1}
    more |= {"D21": "会审", "J20": "—", "J21": written, "J22": "2、3", "G22": "局长室"}
    assert read_sheet(**more).steps[2].needs == needs


LINES = [
    "外地市流程确认单",
    "填报部门：示例市示例局　　填表人：示例·张三",
    "联系电话：0900-0000001",
]
TABLES = [
    [
        ["审批事项", "示例许可", "实施主体", "示例市示例局"],
        ["审批事项类型", "☑行政许可 □行政确认", "<", "<"],
        ["办理时限", "受理时限", "2个工作日", "<"],
        ["^", "审查时限", "20个工作日", "<"],
        ["审批对象及领域", "企业：☑设立变更", "<", "<"],
        ["业务咨询电话", "0900-0000002", "事项依据", "《示例条例》第三条：原文"],
        ["办理程序", "依次办理", "办理条件", "有场所"],
    ],
    [
        ["序号", "环节名称", "承办单位", "办理时限"],
        ["1", "受理", "市示例局", "1"],
        ["2", "现场审查", "^", "3"],
        ["3", "决定", "^", "1"],
    ],
    [
        ["名称", "文件限制类型", "是否必须上传", "是否需要原件"],
        ["示例申请表", "☑文本", "是", "是"],
    ],
]


def test_a_foreign_word_form_with_merged_cells_is_read() -> None:
    draft = read_form(make_document(LINES, TABLES), "form.docx")
    assert (draft.department, draft.filled_by_phone) == ("示例市示例局", "0900-0000001")
    assert (draft.acceptance_limit, draft.review_limit) == (2, 20)
    assert [step.unit for step in draft.steps] == ["市示例局"] * 3
    assert draft.themes == ("设立变更",)


def test_word_problems_name_table_row_and_column() -> None:
    tables = [[list(row) for row in table] for table in TABLES]
    tables[1][2][3] = "十天左右"
    with pytest.raises(FormProblems) as refused:
        read_form(make_document(LINES, tables), "form.docx")
    assert [(each.field, each.cell) for each in refused.value.problems] == [
        ("办理时限", "表格2 第3行第4列")
    ]


# One table for everything, as an office typed it: labels over and beside their values, cells merged
# both ways, full-width spaces and digits, three kinds of ticks.
LAWS = "1．《示例条例》第三条：应当取得许可。\n2．《示例办法》第五条：原文。"
BY_HAND = [
    ["流　程　确　认　单　（2026 年）", "<", "<", "<", "<", "<"],
    ["填报部门：示例市示例局", "<", "<", "填 表 人：示例·张三", "<", "<"],
    ["联系电话", "0900－0000001", "填表时间", "2026年11月16日", "<", "<"],
    ["事　项　基　本　情　况", "审批事项\n（子项）", "示　例　许　可", "<", "项目\n序号", "SL-001"],
    ["^", "实施主体", "示例市示例局", "<", "<", "<"],
    ["^", "审批事项\n类　　型", "√行政许可　□行政确认　□行政给付\n□公共服务　□其他", "<", "<", "<"],
    ["^", "办理时限", "受理时限", "２ 个 工作日", "审查时限", "20个工作日"],
    ["^", "^", "法定时限", "二十个工作日", "时限说明", "示例说明"],
    ["^", "审批对象及领域", "公众", "■卫生保健　□教育　□纳税", "<", "<"],
    ["^", "^", "企业", "☑纳税　□设立变更　√其他", "<", "<"],
    ["受　理", "自有受理厅", "示例局一楼", "公共受理厅", "示例市政务服务大厅", "<"],
    ["^", "业务咨询电话", "0900-0000002", "业务咨询邮箱", "sl@example.com", "<"],
    ["事项依据", LAWS, "<", "<", "<", "<"],
    ["收费项目", "不收费", "<", "定期检验及依据", "无", "<"],
    ["办理程序", "受理 → 审查 → 决定", "<", "<", "<", "<"],
    ["办理条件", "（1）有固定场所；\n（2）有专业人员 3 名。", "<", "<", "<", "<"],
    ["内部审批流程", "序号", "环节名称", "承办单位", "办理时限", "前置环节"],
    ["^", "1", "受　理", "市示例局", "1个工作日", "无"],
    ["^", "2", "书面审查", "^", "３个工作日", "1"],
    ["^", "3", "现场核查", "^", "五个工作日", "1"],
    ["^", "4", "决　定", "^", "2", "2、3"],
    ["申报材料", "序号", "材料名称", "文件限制类型", "是否必须上传", "是否需要原件"],
    ["^", "1", "示例申请表", "☑文本　■图片　□影音", "√是　□否", "■是　□否"],
    ["^", "2", "场所平面图", "□文本　√图片", "容缺后补", "□是　☑否"],
]  # fmt: skip


def in_cells() -> tuple[dict[str, str | float], list[str]]:
    """Return the same table as cells of a sheet, from C5, and what of it is merged."""
    cells: dict[str, str | float] = {}
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, values in enumerate(BY_HAND):
        for col, value in enumerate(values):
            at = (row, col)
            owners[at] = (
                owners[row, col - 1]
                if value == "<"
                else owners[row - 1, col]
                if value == "^"
                else at
            )
            if owners[at] == at:
                cells[xl_rowcol_to_cell(row + 4, col + 2)] = value
    merged = []
    for owner in set(owners.values()):
        last = max(at for at, own in owners.items() if own == owner)
        if last != owner:
            merged.append(xl_range(owner[0] + 4, owner[1] + 2, last[0] + 4, last[1] + 2))
    return cells, merged


@pytest.mark.long
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_form_made_by_hand_in_one_merged_table_says_the_same_in_word_and_excel(kind: str) -> None:
    data = make_document([], [BY_HAND]) if kind == "docx" else make_sheet(*in_cells())
    draft = read_form(data, f"form.{kind}")
    plain = make_draft()
    assert draft == replace(
        plain, filled_by_phone="0900-0000001", postal_address="", fees=(), aliases=(), extra={},
        themes=("卫生保健", "企业·纳税", "企业·其他"), review_limit=20,
        bases=(
            BasisDraft("示例条例", "第三条", "应当取得许可。"),
            BasisDraft("示例办法", "第五条", "原文。"),
        ),
        conditions=("有固定场所；", "有专业人员 3 名。"),
        steps=tuple(
            replace(step, unit="市示例局", post="", person="", title="", mobile="")
            for step in plain.steps[:4]
        ),
        materials=(replace(plain.materials[0], note=""), plain.materials[1]),
    )  # fmt: skip
