"""A diagram from another tool is uploaded, seen as it was drawn, and written into the draft."""

from pathlib import Path

import pytest
from django.utils.timezone import now
from lxml import etree
from playwright.sync_api import Page

from onewindow.catalogue import actions
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_of
from onewindow.orgs.models import Role
from onewindow.procedure.bpmn import write_bpmn
from onewindow.procedure.bpmn.names import tag
from onewindow.procedure.drawing import Show
from onewindow.procedure.model import Procedure
from tests.browser.browsing import Site, assert_accessible
from tests.browser.test_review_on_desktop import sign_in
from tests.cases.building import build_city
from tests.cast import make_officer
from tests.portal.building import make_guide
from tests.procedure.bpmn.samples import LABELS, NAMES, STEPS
from tests.procedure.bpmn.test_foreign import as_foreign

OPEN = """async (xml) => {
  const place = document.createElement("div");
  place.style.height = "600px";
  document.body.append(place);
  const viewer = new BpmnJS({ container: place });
  const { warnings } = await viewer.importXML(xml);
  const drawn = viewer.get("elementRegistry").filter((each) => each.parent && !each.labelTarget);
  return [warnings.map((each) => each.message), drawn.map((each) => each.id)];
}"""


def upload(site: Site, folder: Path, *, phone: bool = False) -> tuple[Page, int]:
    version = make_guide(build_city())
    manager = make_officer("manager", Role.ITEM_MANAGER, department=version.item.department)
    draft = actions.start_version(version.item, by=manager.actor, at=now())
    file = folder / "flow.bpmn"
    file.write_bytes(as_foreign(STEPS))
    page = sign_in(site, manager, f"/desk/items/{draft.pk}/edit/flow/", phone=phone)
    page.get_by_role("link", name="从流程图（BPMN）导入环节").click()
    assert_accessible(page)
    page.get_by_label("流程文件").set_input_files(file)
    page.get_by_role("button", name="读取").click()
    page.locator("[data-ow-diagram=shown]").wait_for()
    return page, draft.pk


def test_a_diagram_without_positions_says_so_in_a_small_box(site: Site, tmp_path: Path) -> None:
    page, _draft = upload(site, tmp_path)
    page.get_by_role("link", name="换一个文件").click()
    root = etree.fromstring(as_foreign(STEPS))
    for drawing in root.findall("{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"):
        root.remove(drawing)
    file = tmp_path / "bare.bpmn"
    file.write_bytes(etree.tostring(root))
    page.get_by_label("流程文件").set_input_files(file)
    page.get_by_role("button", name="读取").click()
    box = page.locator("[data-ow-diagram=failed]")
    box.get_by_text("文件里没有图形坐标，原图画不出来；读出的流程不受影响。").wait_for()
    size = box.bounding_box()
    assert size is not None
    assert size["height"] < 120
    assert_accessible(page)


@pytest.mark.parametrize("phone", [False, True])
def test_a_foreign_diagram_is_seen_and_taken(site: Site, tmp_path: Path, *, phone: bool) -> None:
    page, draft = upload(site, tmp_path, phone=phone)
    assert page.locator("[data-ow-diagram]").get_attribute("data-ow-warnings") == "0"
    assert_accessible(page)
    page.get_by_role("button", name="写入草稿").click()
    page.get_by_text("请选择这条泳道是哪个部门").first.wait_for()
    for choice in page.locator(".dk-lanes select").all():
        choice.select_option(index=1)
    page.get_by_role("button", name="写入草稿").click()
    page.get_by_text("已按流程图写入办理环节").wait_for()
    version = ItemVersion.objects.get(pk=draft)
    assert any("规划" in step.name for step in definition_of(version).steps)


def test_what_we_write_opens_in_another_viewer_whole(site: Site, tmp_path: Path) -> None:
    page, _draft = upload(site, tmp_path)
    for show in Show:
        xml = write_bpmn(Procedure.of(STEPS), NAMES, title="示例", show=show, labels=LABELS)
        warnings, drawn = page.evaluate(OPEN, xml.decode())
        assert warnings == []
        root = etree.fromstring(xml)
        told = {
            str(each.get("bpmnElement"))
            for each in root.iter(tag("bpmndi", "BPMNShape"), tag("bpmndi", "BPMNEdge"))
        }
        assert told == set(drawn)
