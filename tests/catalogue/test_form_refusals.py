"""What is wrong with a form is said field by field, with the cell and what to do."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onewindow.catalogue.exchange import FormProblems, Problem, read_form, write_xlsx, write_yaml
from onewindow.catalogue.form import BasisDraft, FeeDraft, ItemDraft, MaterialDraft, Necessity
from onewindow.procedure.model import StepKind
from tests.catalogue.drafts import make_draft, make_step
from tests.catalogue.sheets import make_document, make_sheet
from tests.catalogue.test_form_layouts import LINES, TABLES, read_sheet


def problems_of(read: Callable[[], ItemDraft]) -> list[Problem]:
    """Return the problems that reading raises."""
    with pytest.raises(FormProblems) as refused:
        read()
    return refused.value.problems


@pytest.mark.parametrize(
    ("cell", "written", "field", "message"),
    [
        ("C6", "", "审批事项", "必须填"),
        ("D7", "□行政许可 □行政确认", "审批事项类型", "一项也没有勾选"),
        ("D7", "☑行政许可 ☑行政确认", "审批事项类型", "只能选一项"),
        ("D7", "☑行政处罚 □行政许可", "审批事项类型", "没有“行政处罚”"),
        ("D7", "行政许可 √ 行政确认", "审批事项类型", "看不清"),
        ("D9", "企业：☑飞行 □纳税", "审批对象及领域", "没有“企业·飞行”"),
        ("D9", "☑纳税", "审批对象及领域", "公众·纳税"),
        ("D11", "1234567", "业务咨询电话", "区号"),
        ("D12", "按有关规定办理", "事项依据", "《法律名称》第×条"),
        ("D15", "工本费：10元", "收费依据", "第五十八条"),
        ("F19", "十天左右", "办理时限", "不是确定的数"),
        ("F19", "3-5个工作日", "办理时限", "不是确定的数"),
        ("F19", "尽快", "办理时限", "不是确定的数"),
        ("F19", "5日", "办理时限", "不是工作日"),
        ("F19", "3个自然日", "办理时限", "不是工作日"),
        ("F19", "一周", "办理时限", "不是工作日"),
        ("F19", "很快", "办理时限", "看不懂"),
        ("F19", "", "办理时限", "没有填写"),
        ("I20", 12345, "手机号码", "不是手机号码"),
        ("G20", "", "承办单位", "没有填写"),
        ("D20", "受理", "环节名称", "出现了 2 次"),
        ("D21", "复核", "环节类型", "没有决定环节"),
        ("D19", "初审", "环节类型", "没有受理环节"),
        ("C6", "示例许可😀", "审批事项", "公文里印不出这些字，请换一种写法：😀"),
        ("D20", "审查😀", "环节名称", "印不出"),
        ("D25", "其他材料", "材料名称", "兜底条款"),
        ("D25", "示例图纸😀", "材料名称", "印不出"),
        ("D26", "示例申请表", "材料名称", "写了两次"),
        ("F25", "模型", "文件限制类型", "没有“模型”"),
        ("G25", "看情况", "是否必须上传", "没有“看情况”"),
        ("E25", "看情况", "是否需要原件", "看不懂"),
    ],
)
def test_a_wrong_cell_is_named(cell: str, written: str | float, field: str, message: str) -> None:
    found = problems_of(lambda: read_sheet(**{cell: written}))
    assert [(each.field, message in each.message) for each in found] == [(field, True)], found
    if field not in {"环节类型", "收费依据", "承办单位"}:
        assert found[0].cell == cell


@pytest.mark.parametrize(
    ("written", "message"),
    [("3", "循环"), ("9", "“9”不存在"), ("没听说过", "“没听说过”不存在"), ("审核", "循环")],
)
def test_a_wrong_earlier_step_is_named_at_its_cell(written: str, message: str) -> None:
    needs = {"J18": "前置环节", "J20": written, "J21": "2"}
    found = problems_of(lambda: read_sheet(**needs))
    assert [(each.field, each.cell) for each in found] == [("前置环节", "J20")]
    assert message in found[0].message


def test_every_problem_is_collected_not_only_the_first() -> None:
    wrong = {"C6": "", "D7": "", "D11": "x", "F19": "十天左右", "D25": "有关材料"}
    assert {each.field for each in problems_of(lambda: read_sheet(**wrong))} == {
        "审批事项", "审批事项类型", "业务咨询电话", "办理时限", "材料名称"
    }  # fmt: skip


STEPS = (
    make_step("受理", StepKind.ACCEPTANCE),
    make_step("决定", StepKind.DECISION, "受理", limit=30),
)
UNSIGNED = (MaterialDraft("申请表", (), Necessity.REQUIRED, needs_original=True),)
NO_NOTE = replace(make_draft(), limit_note="")
WRONG = [
    (replace(make_draft(), acceptance_limit=6), "acceptance_limit", "第三十二条"),
    (replace(NO_NOTE, review_limit=21), "review_limit", "超过法定时限"),
    (replace(make_draft(), review_limit=21), "review_limit", "超过法定时限"),
    (replace(NO_NOTE, statutory_limit=45), "statutory_limit", "第四十二条"),
    (replace(make_draft(), steps=STEPS), "review_limit", "受理→决定依次办完要31个工作日"),
    (replace(make_draft(), email="示例"), "email", "不是邮箱"),
    (replace(make_draft(), filled_on="2026-13-01"), "filled_on", "不是日期"),
    (replace(make_draft(), filled_by_phone="电话"), "filled_by_phone", "不是电话号码"),
    (replace(make_draft(), name="长" * 201), "name", "最多 200 个字"),
    (replace(make_draft(), name="示\x07例"), "name", "控制字符"),
    (replace(make_draft(), fees=(FeeDraft("工本费", "10 元", ""),)), "fees[0].basis", "没有写依据"),
    (replace(make_draft(), materials=UNSIGNED), "materials[0].file_kinds", "没有填写"),
    (
        replace(make_draft(), bases=(BasisDraft("示例法", "见附件，共三条", ""),)),
        "bases[0].article",
        "不是条款",
    ),
]


@pytest.mark.parametrize(("draft", "path", "message"), WRONG, ids=[each[1] for each in WRONG])
def test_a_wrong_value_is_named_by_its_key_path(draft: ItemDraft, path: str, message: str) -> None:
    found = problems_of(lambda: read_form(write_yaml(draft), "form.yaml"))
    assert [(each.cell, message in each.message) for each in found] == [(path, True)], found


@pytest.mark.parametrize(
    ("line", "path"),
    [("nmae: x", "nmae"), ("name: y", "name"), ("steps: x", "steps"), ("fees: [x]", "fees[0]")],
)
def test_a_wrong_key_is_named(line: str, path: str) -> None:
    data = write_yaml(replace(make_draft(), name="示例")).decode()
    key = line.partition(":")[0]
    if key in {"steps", "fees"}:
        before, _, after = data.partition(f"{key}:\n")
        rest = after.split("\n")
        kept = next(at for at, text in enumerate(rest) if text and text[0] not in "- ")
        data = before + "\n".join(rest[kept:])
    found = problems_of(lambda: read_form(f"{data}\n{line}\n".encode(), "form.yaml"))
    assert path in {each.cell for each in found}


@pytest.mark.parametrize("limit", ["acceptance_limit", "review_limit", "statutory_limit"])
def test_a_limit_that_cannot_be_read_is_not_compared_too(limit: str) -> None:
    lines = write_yaml(make_draft()).decode().splitlines()
    told = [f"{limit}: 十天左右" if line.startswith(f"{limit}:") else line for line in lines]
    found = problems_of(lambda: read_form("\n".join(told).encode(), "form.yaml"))
    assert [(each.cell, "不是确定的数" in each.message) for each in found] == [(limit, True)], found


def test_a_long_review_with_a_reason_is_taken() -> None:
    draft = replace(make_draft(), review_limit=40, statutory_limit=45, limit_note="联合办理")
    assert read_form(write_xlsx(draft), "form.xlsx") == draft


def test_delivery_does_not_count_into_the_review_limit() -> None:
    steps = (*make_draft().steps[:-1], make_step("送达", StepKind.DELIVERY, "决定", limit=10))
    draft = replace(make_draft(), steps=steps)
    assert read_form(write_xlsx(draft), "form.xlsx") == draft


def test_a_sheet_that_is_no_form_is_refused() -> None:
    found = problems_of(lambda: read_form(make_sheet({"B2": "购物清单"}), "form.xlsx"))
    assert (found[0].field, "没有找到" in found[0].message) == ("文件", True)


def test_two_items_in_one_file_are_refused() -> None:
    twice = make_document(LINES, [*TABLES, TABLES[0]])
    found = problems_of(lambda: read_form(twice, "form.docx"))
    assert [(each.field, each.cell) for each in found] == [("审批事项", "表格4 第1行第2列")]


def test_the_unit_column_must_be_filled() -> None:
    tables = [TABLES[0], [*TABLES[1][:3], ["3", "决定", "", "1"]], TABLES[2]]
    found = problems_of(lambda: read_form(make_document(LINES, tables), "form.docx"))
    assert [(each.field, each.cell) for each in found] == [("承办单位", "表格2 第4行第3列")]
