"""A table beside humans, in their place, and checked afterwards."""

import logging
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from onewindow.cases.instant import engine
from onewindow.cases.instant.actions import checking, drafting, lifecycle
from onewindow.cases.instant.agreement import Human, agreement_of
from onewindow.cases.instant.examining import examine
from onewindow.cases.instant.judging import Doubt
from onewindow.cases.instant.models import DecisionTable, InstantDecision, PostCheck, ShadowRun
from onewindow.cases.instant.storing import table_of
from onewindow.cases.instant.table import Verdict
from onewindow.cases.models import CaseStatus, Letter
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from tests.cases.building import MONDAY
from tests.cases.instant.building import (
    SECOND,
    WRITER,
    Shop,
    hand_in,
    handle,
    make_active,
    make_shadow,
    make_table,
    make_version,
    shop_examples,
    shop_rules,
)
from tests.cast import make_citizen_id

pytestmark = pytest.mark.django_db


def test_an_active_table_decides_at_once_and_says_by_which_rule(shop: Shop) -> None:
    table = make_active(shop.version)
    case = hand_in(shop)
    assert case.status == CaseStatus.GRANTED
    decision = InstantDecision.objects.get(case=case)
    assert (decision.is_granted, decision.rows, decision.table) == (True, ["r1"], table)
    trace = decision.read_trace(case)
    assert [row.number for row in trace.granting] == [1]
    assert "“申请人（经办人）周岁年龄”大于等于 18" in trace.granting[0].words
    assert engine.engine_name() == trace.engine
    steps = dict(case.steps.values_list("code", "officer"))
    assert steps == {"accept": "system", "check": "system", "decide": "system", "deliver": ""}
    assert "第 1 行自动办理。依据：示例条例第三条" in case.steps.get(code="check").opinion
    events = Event.objects.filter(chain=case.chain).order_by("seq")
    told = [each.code for each in events if each.code.startswith("case.")]
    assert told == ["case.submitted", "case.accepted", "case.decided", "case.decided_at_once"]
    assert Letter.objects.filter(case=case, kind="grant").count() == 1
    assert "周岁".encode() not in bytes(decision.trace_cipher)


def test_a_doubt_leaves_the_case_where_every_case_begins(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make_active(shop.version)
    left = {
        Doubt.ROW: hand_in(shop, form="family"),
        Doubt.NO_ROW: hand_in(shop, owner=make_citizen_id(), with_place=False),
        Doubt.CONFLICT: hand_in(shop, funds="1000000.01"),
        Doubt.ASKED: hand_in(shop, wants_human=True),
    }
    with caplog.at_level(logging.CRITICAL):
        monkeypatch.setattr("onewindow.cases.instant.examining.judge", lambda *_: 1 / 0)
        left[Doubt.ERROR] = hand_in(shop)
    for doubt, case in left.items():
        decision = InstantDecision.objects.get(case=case)
        assert (decision.doubt, decision.is_granted) == (doubt, False), doubt
        assert case.status == CaseStatus.SUBMITTED
        assert case.steps.get(status="open").code == "accept"
        assert Event.objects.filter(chain=case.chain, code="case.left_to_human").count() == 1
        assert not Event.objects.filter(chain=case.chain, code="case.accepted").exists()


def test_what_breaks_on_the_way_to_a_grant_leaves_nothing_behind(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    make_active(shop.version)

    def fail(*_args: object, **_more: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    with caplog.at_level(logging.CRITICAL):
        monkeypatch.setattr("onewindow.cases.instant.actions.running.decide", fail)
        case = hand_in(shop)
    assert case.status == CaseStatus.SUBMITTED
    assert InstantDecision.objects.get(case=case).doubt == Doubt.ERROR
    assert not Event.objects.filter(chain=case.chain, code="case.accepted").exists()
    assert case.steps.get(code="accept").status == "open"
    assert not Letter.objects.decisions().filter(case=case).exists()


def test_a_promised_material_that_is_still_to_come_is_a_humans(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_active(shop.version)

    def refuse(*_args: object, **_more: object) -> None:
        raise NotAllowedNow("容缺的材料还没有补齐")

    monkeypatch.setattr("onewindow.cases.instant.actions.running.decide", refuse)
    case = hand_in(shop)
    decision = InstantDecision.objects.get(case=case)
    assert (case.status, decision.doubt) == (CaseStatus.SUBMITTED, Doubt.NOT_NOW)
    assert decision.read_trace(case).problem == "容缺的材料还没有补齐"


def test_a_table_of_another_version_or_with_foreign_steps_decides_nothing(shop: Shop) -> None:
    table = make_active(shop.version)
    case = hand_in(shop, form="family")
    case.steps.filter(code="check").update(unit=shop.clerk.department_id)
    assert examine(table, case, at=MONDAY).judgement.doubt == Doubt.OTHER_UNIT
    newer = make_version(
        shop.version.item.department, shop.clerk.department, shop.version.item.number,
        shop.version.item, 2,
    )  # fmt: skip
    later = hand_in(replace(shop, version=newer))
    assert InstantDecision.objects.get(case=later).doubt == Doubt.OTHER_VERSION


@pytest.mark.long
def test_shadow_runs_beside_humans_and_is_compared_with_them(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "INSTANT_AGREEING", 2)
    table = make_shadow(shop.version)
    granted, refused, waiting = hand_in(shop), hand_in(shop), hand_in(shop)
    family = hand_in(shop, form="family")
    assert {each.status for each in (granted, refused, waiting, family)} == {CaseStatus.SUBMITTED}
    handle(shop, granted)
    handle(shop, refused, is_granted=False)
    handle(shop, family)
    found = agreement_of(table)
    assert (found.agreeing, found.disagreeing, found.waiting) == (1, 1, 1)
    odd = found.disagreements[0]
    assert (len(found.disagreements), odd.run.case, odd.human) == (1, refused, Human.REFUSED)
    assert (found.coverage.part, found.coverage.whole) == (2, 3)
    assert (found.left_to_humans.part, found.left_to_humans.whole) == (1, 1)
    assert [(line.share.part, line.share.whole) for line in found.rows] == [(1, 2), (0, 0), (0, 0)]
    with pytest.raises(DomainError, match="有 1 件与人工不一致"):
        lifecycle.activate(table, by=SECOND, at=MONDAY)
    ShadowRun.objects.filter(case=refused).delete()
    with pytest.raises(DomainError, match="有 1 件，启用要 2 件"):
        lifecycle.activate(table, by=SECOND, at=MONDAY)
    handle(shop, waiting)
    with pytest.raises(DomainError, match="另一个人"):
        lifecycle.activate(table, by=WRITER, at=MONDAY)
    lifecycle.activate(table, by=SECOND, at=MONDAY)
    assert hand_in(shop).status == CaseStatus.GRANTED


def test_untested_rules_do_not_run_and_tested_ones_do_not_change(shop: Shop) -> None:
    table = drafting.start_table(shop.version.item, by=WRITER, at=MONDAY)
    with pytest.raises(DomainError, match="处问题"):
        lifecycle.begin_shadow(table, by=WRITER, at=MONDAY)
    rules = shop_rules(shop.version)
    examples = [*shop_examples()[:2], replace(shop_examples()[3], expected=Verdict.GRANT)]
    saved = drafting.take_in(table, rules, examples, seen=0, by=WRITER, at=MONDAY)
    with pytest.raises(DomainError, match=r"1 个测试用例没有通过(.|\n)*第 3 行"):
        lifecycle.begin_shadow(saved, by=WRITER, at=MONDAY)
    with pytest.raises(drafting.WrittenMeanwhile):
        drafting.save_table(table, rules, seen=0, by=SECOND, at=MONDAY)
    drafting.save_examples(saved, shop_examples(), seen=saved.revision, by=SECOND, at=MONDAY)
    lifecycle.begin_shadow(saved, by=WRITER, at=MONDAY)
    assert table_of(saved) == rules
    with pytest.raises(NotAllowedNow):
        drafting.save_table(saved, rules, seen=saved.revision, by=WRITER, at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        saved.rows.update(basis="改了")
    # Whoever wrote what is copied stays an author of the copy.
    copy = drafting.start_table(shop.version.item, by=SECOND, at=MONDAY)
    assert copy.authors == [WRITER.code, SECOND.code]
    assert table_of(copy) == rules


@pytest.mark.long
def test_a_drawn_case_is_checked_and_a_disagreement_stops_the_table(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "INSTANT_CHECK_PERCENT", 100)
    table = make_active(shop.version)
    reviewer = shop.reviewer.actor
    first, second = hand_in(shop), hand_in(shop)
    checks = [PostCheck.objects.get(decision__case=case) for case in (first, second)]
    assert not checking.finish_check(checks[0], agrees=True, note="", by=reviewer, at=MONDAY)
    with pytest.raises(NotAllowedNow):
        checking.finish_check(checks[0], agrees=True, note="", by=reviewer, at=MONDAY)
    with pytest.raises(DomainError, match="理由"):
        checking.finish_check(checks[1], agrees=False, note=" ", by=reviewer, at=MONDAY)
    assert checking.finish_check(checks[1], agrees=False, note="场所不实", by=reviewer, at=MONDAY)
    table.refresh_from_db()
    assert table.status == "shadow"
    assert table.warning == f"复核不同意办件 {second.number} 的自动决定：场所不实"
    assert hand_in(shop).status == CaseStatus.SUBMITTED
    assert Event.objects.filter(chain=table.chain, code="instant.put_back").count() == 1


def test_the_applicant_may_have_a_human_look(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onewindow.cases.instant.actions.running.lot_of", lambda *_: 9999)
    make_active(shop.version)
    owner = shop.applicant.actor
    case = hand_in(shop)
    assert not PostCheck.objects.exists()
    check = checking.ask_for_human(case, reason="名称写错了", by=owner, at=MONDAY)
    assert (check.origin, check.reason) == ("asked", "名称写错了")
    with pytest.raises(NotAllowedNow):
        checking.ask_for_human(case, reason="再看看", by=owner, at=MONDAY)
    with pytest.raises(NotAllowedNow):
        checking.ask_for_human(hand_in(shop, form="family"), reason="", by=owner, at=MONDAY)


def test_there_is_no_refusing_row(shop: Shop) -> None:
    table = make_table(shop.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        table.rows.update(verdict="refuse")
    assert not [each for each in Verdict if "refus" in each]
    assert DecisionTable.objects.get(pk=table.pk).status == "draft"
