"""What another proposal leaves nothing to do is shown with the reason, and cannot be ticked."""

import pytest

from onewindow.insight.models import ProjectProposal
from onewindow.orgs.models import Officer, Role
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, body_of, message_after, text_of
from tests.insight.kitchen import make_kitchen

pytestmark = pytest.mark.django_db
TOGETHER = "parallelism:desk+site+hygiene+fire"
LATER = "deferral:m10"


@pytest.fixture
def reformer() -> Officer:
    make_department("zwj", "市政务局")
    return make_officer("reformer", Role.REFORM_OFFICE, department="zwj")


@pytest.mark.long
def test_a_proposal_that_another_one_left_nothing_to_do_says_so(reformer: Officer) -> None:
    project = make_kitchen(reformer)
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/"
    by_code = {each.code: each for each in ProjectProposal.objects.all()}
    urls = {code: f"{page}proposals/{each.pk}/" for code, each in by_code.items()}
    ticked = f"采纳：{by_code[LATER].title}"
    assert ticked in text_of(browser.get(page))
    browser.post(urls[TOGETHER], {"decision": "accepted"})
    shown = text_of(browser.get(page))
    assert ticked not in shown
    assert (
        "采纳“‘资料审查’‘经营场所现场核查’‘卫生现场核查’‘消防意见’改为并联”以后不再适用：要用它的环节现在一受理就开始。"
    ) in shown
    assert "““" not in body_of(browser.get(page))
    idle = ProjectProposal.objects.exclude(moot="").count()
    assert f"，{len(by_code) - 1 - idle} 条未定" in shown
    refused = message_after(browser, browser.post(urls[LATER], {"decision": "accepted"}))
    assert "已经不再适用：要用它的环节现在一受理就开始。" in refused
    browser.post(urls[TOGETHER], {"decision": "undecided"})
    assert ticked in text_of(browser.get(page))
    # Accepted first, it stays, says why it does nothing, and can be taken back.
    browser.post(urls[LATER], {"decision": "accepted"})
    browser.post(urls[TOGETHER], {"decision": "accepted"})
    assert "以后不再适用" in text_of(browser.get(page))
    assert ticked in text_of(browser.get(page))
    browser.post(urls[LATER], {"decision": "undecided"})
    assert ProjectProposal.objects.get(code=LATER).decision == "undecided"
