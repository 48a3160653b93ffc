"""Promises on the page: signed in the draft, brought later, seen to at the desk, listed for all."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from onewindow.cases.models import BadCredit, Case, CaseStatus, Commitment, Deferral
from onewindow.design.days import day_words
from onewindow.orgs.models import Officer
from tests import cast
from tests.cases.building import City, make_draft
from tests.cases.trusting import add_promises, make_trusting
from tests.documents.samples import pdf
from tests.portal.building import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def trusting(city: City) -> City:
    return make_trusting(city)


def sign(mine: Client, draft: Case, what: str, name: str) -> int:
    sent = {"what": what, f"{what}-agrees": "on", f"{what}-name": name}
    return mine.post(f"/drafts/{draft.uid}/promise/", sent).status_code


def test_a_draft_is_promised_handed_in_and_completed(mine: Client, trusting: City) -> None:
    draft = make_draft(trusting)
    here = f"/drafts/{draft.uid}"
    assert "容缺材料的补交承诺" in text_of(mine.get(f"{here}/check/"))
    page = text_of(mine.get(f"{here}/promise/"))
    assert "健康证明" in page
    assert "场所已消毒。" in page
    assert sign(mine, draft, "deferral", "别人") == 422
    assert sign(mine, draft, "deferral", trusting.applicant.name) == 302
    assert "已签署容缺受理承诺书" in text_of(mine.get(f"{here}/promise/"))
    mine.post(f"{here}/promise/", {"what": "nothing"})
    assert not Deferral.objects.exists()
    sign(mine, draft, "deferral", trusting.applicant.name)
    number = mine.post(f"{here}/submission/").headers["Location"].split("/")[-2]
    supply = f"/applications/{number}/deferred/"
    day = day_words(Deferral.objects.get().due_on or date.min)
    asked = text_of(mine.get(f"/applications/{number}/"))
    assert f"您承诺后补的材料，最迟 {day}交齐" in asked
    assert "您现在不用做什么" not in asked
    assert f"最迟 {day}交齐。" in text_of(mine.get(supply))
    assert mine.post(supply, {}).status_code == 422
    file = SimpleUploadedFile("证明.pdf", pdf())
    done = mine.post(supply, {"m-m2": file}, follow=True)
    assert "容缺的材料已经补齐" in text_of(done)
    assert "您现在不用做什么" in text_of(done)
    assert Deferral.objects.get().settled_at is not None


@pytest.mark.long
def test_a_refused_file_costs_none_of_the_others(mine: Client, city: City) -> None:
    draft = make_draft(add_promises(city))
    sign(mine, draft, "deferral", city.applicant.name)
    number = mine.post(f"/drafts/{draft.uid}/submission/").headers["Location"].split("/")[-2]
    supply = f"/applications/{number}/deferred/"
    bad, good = SimpleUploadedFile("坏.pdf", b"no"), SimpleUploadedFile("好.pdf", pdf())
    refused = mine.post(supply, {"m-m2": bad, "m-m3": good})
    page = text_of(refused)
    assert (refused.status_code, "“证明2”没有收下" in page) == (422, True)
    assert "“证明3”已经收到，不用再传" in page
    assert 'name="m-m3"' not in refused.content.decode()
    assert 'name="m-m2"' in refused.content.decode()
    good.seek(0)
    assert "容缺的材料已经补齐" in text_of(mine.post(supply, {"m-m2": good}, follow=True))


@pytest.mark.long
def test_a_commitment_is_granted_verified_and_put_right_at_the_desk(
    mine: Client, trusting: City
) -> None:
    draft = make_draft(trusting)
    for what in ("deferral", "commitment"):
        assert sign(mine, draft, what, trusting.applicant.name) == 302
    number = mine.post(f"/drafts/{draft.uid}/submission/").headers["Location"].split("/")[-2]
    file = SimpleUploadedFile("证明.pdf", pdf())
    mine.post(f"/applications/{number}/deferred/", {"m-m2": file})
    case = Case.objects.get(number=number)
    desk = cast.signed_in(trusting.officer("lead", "decider"))
    grant = f"/desk/cases/{number}/grant-on-promise/"
    assert "别的部门的审查环节" in text_of(desk.post(grant))
    case.steps.filter(kind="review").update(unit=case.department)
    assert desk.post(grant).status_code == 302
    assert Case.objects.get(pk=case.pk).status == CaseStatus.GRANTED
    assert "已准予，待核查" in text_of(desk.get("/desk/promises/"))
    check = f"/desk/cases/{number}/verification/"
    assert desk.post(check, {"is_kept": "no", "findings": "", "days": "5"}).status_code == 422
    assert desk.post(check, {"is_kept": "no", "findings": "无记录", "days": "5"}).status_code == 302
    assert "限期整改" in text_of(desk.get("/desk/promises/"))
    settled = desk.post(f"/desk/cases/{number}/settlement/", {"is_rectified": "yes"})
    assert settled.status_code == 302
    assert Commitment.objects.get().get_status_display() == "核查属实"
    assert "没有待核查的承诺" in text_of(desk.get("/desk/promises/"))


def test_everybody_reads_what_may_follow_later_and_what_is_promised(trusting: City) -> None:
    anybody = Client()
    page = text_of(anybody.get("/promises/"))
    for said in ("示例事项", "健康证明", "5 个工作日", "场所已消毒。", "20 个工作日"):
        assert said in page
    file = io.BytesIO(anybody.get("/promises/list.xlsx").content)
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()[1:]
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("容缺受理", "健康证明", 5),
        ("告知承诺", "场所已消毒。", 20),
    ]


def test_who_is_registered_is_refused_with_the_reason_until_repaired(
    mine: Client, trusting: City, supervisor: Officer
) -> None:
    desk = cast.signed_in(supervisor)
    person = cast.make_person("barred")
    sent = {
        "number": person.person.citizen_id, "reason": "承诺不实", "source": "示例〔2026〕1号",
        "since": "2026-01-01",
    }  # fmt: skip
    assert desk.post("/desk/credit/", sent | {"number": "1"}).status_code == 422
    assert desk.post("/desk/credit/", sent | {"until": "2025-01-01"}).status_code == 422
    assert desk.post("/desk/credit/", sent).status_code == 302
    entry = BadCredit.objects.get(user=person)
    assert "承诺不实" in text_of(desk.get("/desk/credit/"))
    entry.user = trusting.applicant
    entry.save(update_fields=["user"])
    draft = make_draft(trusting)
    name = trusting.applicant.name
    refused = mine.post(
        f"/drafts/{draft.uid}/promise/",
        {"what": "deferral", "deferral-agrees": "on", "deferral-name": name},
    )
    assert "示例〔2026〕1号" in text_of(refused)
    assert desk.post(f"/desk/credit/{entry.pk}/repair/", {"reason": "已整改"}).status_code == 302
    assert sign(mine, draft, "deferral", name) == 302
