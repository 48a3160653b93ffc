"""The quality check on the desk: what must be mended, and what each answer leads to."""

import pytest

from onewindow.catalogue.models import ItemVersion, Question, QuestionOption
from onewindow.orgs.models import Role
from tests import cast
from tests.cases.building import make_draft_version
from tests.desk.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> ItemVersion:
    units = {name: cast.make_department(name) for name in ("hall", "lead", "planning")}
    units |= {"structure": units["planning"], "traffic": units["planning"]}
    version = make_draft_version(units, cast.make_region(), "checked")
    question = Question.objects.create(
        version=version, position=1, code="size", text="多大规模？", kind="choice"
    )
    for place, (code, text) in enumerate((("small", "小型"), ("large", "大型")), 1):
        QuestionOption.objects.create(question=question, position=place, code=code, text=text)
    large = {"field": "size", "op": "==", "value": "large"}
    version.steps.filter(code="traffic").update(when=large)
    version.fees.create(
        position=1, name="检测费", standard="120 元", basis="《示例条例》第九条", amount="120.00",
        when=large,
    )  # fmt: skip
    return version


def test_findings_and_paths_are_told_in_words(version: ItemVersion) -> None:
    version.acceptance_limit = 6
    version.save(update_fields=["acceptance_limit"])
    manager = cast.signed_in(cast.make_officer("manager", Role.ITEM_MANAGER, department="lead"))
    page = text_of(manager.get(f"/desk/items/{version.pk}/checks/"))
    assert "还不能提交联合审核" in page
    assert "怎么改：把受理时限改成 5 个工作日以内。" in page
    assert "规则 L04 · 行政许可法第三十二条" in page
    assert "回答共有 2 条路径，2 种结果。" in page
    assert "120.00 元" in page
    assert "免费" in page


def test_a_condition_that_cannot_be_read_is_a_finding_and_hides_the_paths(
    version: ItemVersion,
) -> None:
    version.materials.update(when={"field": "size"})
    manager = cast.signed_in(cast.make_officer("manager", Role.ITEM_MANAGER, department="lead"))
    page = text_of(manager.get(f"/desk/items/{version.pk}/checks/"))
    assert "S06" in page
    assert "条路径" not in page
