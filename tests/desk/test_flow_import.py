"""The flow of a draft comes from a diagram: seen first, lanes chosen, then written; or refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from onewindow.catalogue import actions
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_of
from onewindow.desk.items.charts import bpmn_of
from onewindow.orgs.models import Officer, Role
from onewindow.procedure.drawing import Show
from tests.cast import make_department, make_officer, make_post
from tests.catalogue.drafts import make_draft
from tests.desk.pages import at_desk, text_of
from tests.procedure.bpmn.test_foreign import usual

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Officer:
    office = make_department("slj", name="示例市示例局")
    make_post(office, code="sample", name="示例岗")
    return make_officer("manager", Role.ITEM_MANAGER, department=office)


@pytest.fixture
def version(manager: Officer) -> ItemVersion:
    return actions.store_draft(make_draft(), by=manager.actor, at=now())


@pytest.fixture
def client(manager: Officer) -> Client:
    return at_desk(manager)


def upload(xml: bytes) -> dict[str, object]:
    return {"file": SimpleUploadedFile("flow.bpmn", xml)}


def test_a_foreign_diagram_is_shown_its_lanes_chosen_then_written(
    client: Client, version: ItemVersion
) -> None:
    address = f"/desk/items/{version.pk}/flow/import/"
    before = definition_of(version)
    shown = client.post(address, upload(usual()))
    assert shown.status_code == 200
    for words in ("“催办”", "场所面积", "取作“可以退回”", "没有画在泳道里的环节"):
        assert words in text_of(shown), words
    assert definition_of(version) == before
    take = {"diagram": usual().decode(), "do": "take"}
    refused = client.post(address, take)
    assert refused.status_code == 422
    assert "请选择这条泳道是哪个部门" in text_of(refused)
    assert definition_of(version) == before
    done = client.post(address, take | {"lane_0": "slj"})
    assert done.status_code == 302, text_of(done)
    assert "未规定时限" in text_of(client.get(f"/desk/items/{version.pk}/"))
    after = definition_of(version)
    steps = {step.name: step for step in after.steps}
    assert {step.unit for step in after.steps} == {"slj"}
    (question,) = after.questions[len(before.questions) :]
    assert [option.text for option in question.options] == ["小于100平方米", "其他"]
    assert steps["现场核查"].when == {"field": question.code, "op": "==", "value": "o2"}
    assert after.materials == before.materials
    assert client.get(f"/desk/items/{version.pk}/flow/public/").status_code == 200


def test_our_own_diagram_comes_back_as_it_was(client: Client, version: ItemVersion) -> None:
    before = definition_of(version)
    xml = bpmn_of(version, Show.INTERNAL)
    address = f"/desk/items/{version.pk}/flow/import/"
    assert "没有照原样取入的" not in text_of(client.post(address, upload(xml)))
    done = client.post(address, {"diagram": xml.decode(), "do": "take"})
    assert done.status_code == 302, text_of(done)
    assert definition_of(version) == before


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "请选择要导入的流程文件"),
        (upload(b"<a"), "不是完好的 XML"),
        (upload(b"PK\x03\x04"), "不是完好的 XML"),
        (upload(usual().replace(b"task", b"tisk").replace(b"Task", b"Tisk")), "一个任务也没有"),
        (upload(b" " * (1024 * 1024 + 1)), "1024 KB"),
    ],
)
def test_what_cannot_be_read_is_refused(
    client: Client, version: ItemVersion, sent: dict[str, object], words: str
) -> None:
    refused = client.post(f"/desk/items/{version.pk}/flow/import/", sent)
    assert refused.status_code == 422
    assert words in text_of(refused)
