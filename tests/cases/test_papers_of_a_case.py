"""Every kind of letter is written from a real case and the facts that were frozen with it."""

import io
import threading

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse
from pypdf import PdfReader

from onewindow.cases import access, actions
from onewindow.cases.actions.ordering import order
from onewindow.cases.letters import BUILDERS, content_of
from onewindow.cases.models import Letter, LetterKind
from onewindow.documents.letters import KINDS
from onewindow.documents.storage import open_document
from onewindow.events.rules import JSONValue
from onewindow.orgs.models import Department
from tests.cases.building import MONDAY, City, build_city, make_reviewed

Facts = dict[str, JSONValue]
PERMIT: Facts = {
    "name": "示例许可", "number": "示许决〔2024〕1号", "granted_on": "2024-01-10",
    "valid_from": "2024-01-10", "valid_to": "2027-01-09",
}  # fmt: skip
SESSION: Facts = {
    "at": "2026-12-08T01:30:00+00:00", "place": "示例听证室", "presider": "示例·闻道",
    "recorder": "示例·沈墨",
}  # fmt: skip
# What whoever orders a letter freezes with it; see docs/cases.md.
FACTS: dict[str, Facts] = {
    "deferral_promise": {
        "deferred": [["体检证明", "网上"]], "due_on": "2026-12-01", "basis": "示例办法",
    },
    "commitment": {"conditions": ["有场所"], "days": 30, "unit": "working"},
    "mandate": {
        "agent": "示例·白露", "powers": ["代为申请"], "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
    },
    "correction": {"defects": [["平面图", "没有比例尺", "补画"]], "due_on": "2026-12-01"},
    "lapse": {
        "asked_on": "2026-11-01", "asked_in": "示许补〔2026〕1号", "due_on": "2026-11-10",
        "missing": ["平面图"], "basis": "示例办法",
    },
    "not_required": {"reason": "只需备案。"},
    "non_acceptance": {
        "reason": "不归本机关管。", "ground": "not_competent", "competent": "示例县局",
    },
    "transfer": {"to": "示例省局", "reason": "由省级决定。", "is_upward": True},
    "special_time": {
        "procedure": "检测", "reasons": ["需要检测水质。"], "starts_on": "2026-11-23", "days": 10,
        "unit": "working",
    },
    "extension": {
        "reasons": ["协查未回。"], "days": 10, "due_on": "2026-12-01",
        "extended_due_on": "2026-12-15",
    },
    "interested_party": {"addressee": "示例·甘棠", "interest": "采光", "until": "2026-12-01"},
    "hearing_right": {"interest": "采光", "until": "2026-12-01"},
    "hearing_notice": SESSION,
    "hearing_announcement": {**SESSION, "subject": "示例事项"},
    "hearing_record": {
        **SESSION, "ended_at": "2026-12-08T03:00:00+00:00", "people": [["申请人", "示例·乔木"]],
        "said": [["申请人", "没有意见。"]],
    },
    "inspection_record": {
        "place": "示例路1号", "began_at": "2026-12-08T01:00:00+00:00",
        "ended_at": "2026-12-08T02:00:00+00:00",
        "inspectors": [["示例·甲", "示例局", "1"], ["示例·乙", "示例局", ""]],
        "findings": [["布局", "分区", "已分区", True], ["通道", "畅通", "堆物", False]],
        "conclusion": "一项不符合。",
    },
    "refusal": {"reason": "面积不足。"},
    "change_grant": {"permit": PERMIT, "facts": [["变更后", "示例"]]},
    "change_refusal": {"permit": PERMIT, "reason": "不符合条件。"},
    "renewal_grant": {"permit": PERMIT, "is_deemed": True},
    "renewal_refusal": {"permit": PERMIT, "reason": "不符合条件。"},
    "delivery_receipt": {
        "papers": [["决定书", "示许决〔2026〕1号"]], "method": "窗口领取",
        "received_at": "2026-12-08T01:00:00+00:00",
    },
    "rectification": {
        "checked_on": "2026-12-01", "shortfalls": [["有人", "没人", "配备"]],
        "due_on": "2026-12-20", "basis": "示例办法",
    },
    "revocation": {
        "permit": PERMIT, "ground": "fraud", "reasons": ["伪造证明。"], "statement": "没有陈述。",
    },
    "retraction": {"permit": PERMIT, "ground": "law_changed", "reasons": ["办法废止。"]},
    "cancellation": {"permit": PERMIT, "ground": "expired", "reasons": ["期满未延续。"]},
}  # fmt: skip


@pytest.fixture
def city() -> City:
    return build_city()


def text_of(letter: Letter) -> str:
    assert letter.document is not None
    with open_document(letter.document) as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
        return "".join("".join(page.extract_text().split()) for page in pages)


def test_the_kinds_of_cases_are_those_that_can_be_printed() -> None:
    assert set(LetterKind.values) == set(BUILDERS) == set(KINDS) - {"authorisation"}
    assert {kind.value: str(kind.label) for kind in LetterKind} == {
        code: kind.name for code, kind in KINDS.items() if code != "authorisation"
    }


@pytest.mark.django_db
def test_every_kind_is_written_from_a_case(city: City) -> None:
    case = make_reviewed(city)
    for kind in LetterKind:
        if kind in FACTS or kind in {"acceptance", "approval_form", "grant"}:
            letter = order(case, kind, at=MONDAY, about="test", data=FACTS.get(kind, {}))
            made = content_of(Letter.objects.get(pk=letter.pk))
            assert type(made) is KINDS[kind].form
            assert made.content()["number"] == letter.number
    papers = Letter.objects.filter(case=case, kind__in=["application", "receipt"])
    assert [type(content_of(each)) for each in papers] == [
        KINDS["application"].form, KINDS["receipt"].form,
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_applicant_gets_application_and_receipt_at_once(city: City) -> None:
    case = make_reviewed(city)
    assert case.number
    papers = access.letters_for_applicant(city.applicant, case.number).order_by("pk")
    for paper in papers[:2]:
        actions.make_letter(paper.pk, at=MONDAY)
    application, receipt = (text_of(paper) for paper in papers[:2])
    assert "申请书" in application
    assert case.number in application
    assert "不表示申请已经受理" in receipt
    for name in case.submissions.values_list("document__name", flat=True):
        assert name in application
        assert name in receipt


@pytest.mark.django_db
def test_what_is_not_for_the_applicant_is_not_his_to_read(city: City) -> None:
    case = make_reviewed(city)
    assert case.number
    order(case, LetterKind.APPROVAL_FORM, at=MONDAY)
    order(case, LetterKind.INTERESTED_PARTY, at=MONDAY, data=FACTS["interested_party"])
    shown = access.letters_for_applicant(city.applicant, case.number)
    kinds = set(shown.values_list("kind", flat=True))
    assert {"application", "receipt"} <= kinds
    assert not kinds & {"approval_form", "interested_party"}
    internal = Letter.objects.get(case=case, kind="approval_form")
    actions.make_letter(internal.pk, at=MONDAY)
    with pytest.raises(Letter.DoesNotExist):
        access.letter_for_applicant(city.applicant, case.number, internal.pk)


@pytest.mark.django_db
def test_another_department_names_who_reconsiders(city: City) -> None:
    case = make_reviewed(city)
    other = Department.objects.exclude(pk=case.department_id).first()
    assert other is not None
    other.reconsideration_body = "示例省示例局"
    other.save(update_fields=["reconsideration_body"])
    letter = order(case, LetterKind.REFUSAL, at=MONDAY, department=other, data=FACTS["refusal"])
    said = str(content_of(Letter.objects.get(pk=letter.pk)).content())
    assert "示例省示例局申请行政复议" in said
    assert other.name in said
    own = order(case, LetterKind.NOT_REQUIRED, at=MONDAY, data=FACTS["not_required"])
    assert "示例市人民政府申请行政复议" in str(content_of(own).content())


@pytest.mark.django_db
def test_a_code_to_scan_leads_to_the_check(city: City) -> None:
    letter = order(make_reviewed(city), LetterKind.GRANT, at=MONDAY)
    assert content_of(letter).content()["qr"] == ""
    with override_settings(VERIFICATION_ADDRESS=f"https://one.example{reverse('portal:verify')}"):
        address = str(content_of(letter).content()["address"])
    assert address == f"https://one.example/verification/?code={letter.code}"


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double_when_many_order_at_once() -> None:
    city = build_city()
    cases = [make_reviewed(city) for _ in range(2)]
    barrier = threading.Barrier(8)
    failed: list[str] = []

    def work(n: int) -> None:
        barrier.wait()
        try:
            with transaction.atomic():
                order(cases[n % 2], LetterKind.EXTENSION, at=MONDAY, about=str(n), data={})
                if n % 4 == 3:
                    raise RuntimeError("the caller refuses after all")
        except RuntimeError as error:
            failed.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = Letter.objects.filter(kind="extension").values_list("number", flat=True)
    counts = sorted(int(number.split("〕")[1].removesuffix("号")) for number in numbers)
    assert len(failed) == 2
    assert counts == [1, 2, 3, 4, 5, 6]
