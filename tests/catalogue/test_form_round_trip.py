"""What is written into a form comes out of it again, whatever the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given

from onewindow.catalogue.exchange import (
    FormProblems,
    read_form,
    read_yaml,
    write_docx,
    write_xlsx,
    write_yaml,
)
from onewindow.catalogue.form import ItemDraft
from tests.catalogue.drafts import drafts, make_draft
from tests.sampling import shown

ITEMS = Path(__file__).resolve().parents[2] / "data" / "sample" / "items"
SAMPLES = sorted(path for path in ITEMS.glob("*.yaml") if not path.name.endswith(".extra.yaml"))
# A quick run sends two of them through the files, a long one the others too.
SOME_SAMPLES = [
    pytest.param(path, id=path.stem, marks=pytest.mark.long if place > 1 else ())
    for place, path in enumerate(SAMPLES)
]
WRITERS: list[tuple[str, Callable[[ItemDraft], bytes]]] = [
    ("form.xlsx", write_xlsx),
    ("form.docx", write_docx),
    ("form.yaml", write_yaml),
]


@pytest.mark.parametrize(("name", "write"), WRITERS)
def test_a_draft_survives_the_trip_through_paper(
    name: str, write: Callable[[ItemDraft], bytes]
) -> None:
    draft = make_draft()
    assert read_form(write(draft), name) == draft


@pytest.mark.long
@pytest.mark.parametrize(("name", "write"), WRITERS)
def test_equal_drafts_give_equal_bytes(name: str, write: Callable[[ItemDraft], bytes]) -> None:
    assert write(make_draft()) == write(make_draft()), name


@shown(6)
@given(drafts())
def test_any_draft_survives_excel(draft: ItemDraft) -> None:
    assert read_form(write_xlsx(draft), "form.xlsx") == draft


@shown(3)
@given(drafts())
def test_any_draft_survives_word(draft: ItemDraft) -> None:
    assert read_form(write_docx(draft), "form.docx") == draft


@shown(8)
@given(drafts())
def test_any_draft_survives_yaml(draft: ItemDraft) -> None:
    assert read_yaml(write_yaml(draft)) == draft


def test_the_six_samples_are_there() -> None:
    assert len(SAMPLES) == 6


@pytest.mark.parametrize("path", SOME_SAMPLES)
def test_a_sample_item_survives_excel_and_word(path: Path) -> None:
    draft = read_form(path)
    assert read_form(write_xlsx(draft), "form.xlsx") == draft
    assert read_form(write_docx(draft), "form.docx") == draft


@pytest.mark.parametrize(("write", "name"), [(write_xlsx, "form.xlsx"), (write_docx, "form.docx")])
def test_a_blank_form_names_every_required_field(
    write: Callable[[ItemDraft | None], bytes], name: str
) -> None:
    with pytest.raises(FormProblems) as refused:
        read_form(write(None), name)
    assert {problem.field for problem in refused.value.problems} == {
        "填报部门", "填表人", "联系电话", "审批事项", "实施主体", "审批事项类型", "业务咨询电话",
        "受理时限", "审查时限", "审批对象及领域", "事项依据", "办理程序", "办理条件",
        "内部审批流程", "申报材料",
    }  # fmt: skip
    assert all(problem.cell and problem.message for problem in refused.value.problems)
