"""Heuristics about materials, fees, visits, levels and instant decisions."""

from decimal import Decimal

import pytest

from onewindow.procedure.redesign import Material, Need, Practice, Source, accept, propose
from tests.procedure.redesign.cases import Plain, days, item

STEPS = ("a 受理 w 1", "b 资料审查 m 3", "c 卫生意见 h 4 reads=late", "d 决定 m 1", "e 送达 w 1")
ONE_UNIT = ("a 受理 w 1", "b 资料审查 m 3", "d 决定 m 1", "e 送达 w 1")
FORM = {"code": "form", "name": "申请书"}
PAPER = {"code": "p", "name": "平面图"}

Rest = dict[str, object]


def asked(row: Plain, **rest: object) -> Rest:
    """Ask for the form, a late paper and one more."""
    late = {"code": "late", "name": "检测报告", "need": "optional"}
    return {"materials": [FORM, late, {"code": "m", "name": "证明", **row}], **rest}


def counted(row: Plain, **evidence: object) -> Rest:
    return asked(row, evidence={"materials": {"m": {"asked": 100, **evidence}}})


def cases(granted: int, of: int, **rest: object) -> Rest:
    return {"granted": [granted, of], **rest}


LICENCE: Plain = {"licence": "电子营业执照"}

FIRES: list[tuple[str, tuple[str, ...], Rest, str, dict[str, int | Decimal]]] = [
    ("a licence says the same", STEPS, asked(LICENCE), "once_only:m", {"materials": 1}),
    ("a linked unit issued it", STEPS, asked({"issued_by": "police"}, linked=["police"]),
     "once_only:m", {"materials": 1}),
    ("a step made it", STEPS, asked({"produced_by": "b"}), "once_only:m", {"materials": 1}),
    ("asked twice", STEPS, asked({"asked": 3}), "once_only:m", {"materials": 2}),
    ("the same under another name", STEPS,
     {"materials": [FORM, PAPER | {"name": "《营业执照》（副本）"},
                    {"code": "m", "name": "营业执照复印件"}]}, "once_only:m", {"materials": 1}),
    ("a proof nobody else has", STEPS, asked({"is_proof": True}), "commitment:m", {"materials": 1}),
    ("often missing", STEPS, counted({}, missing=[12, 100]), "deferral:m", {"materials": 0}),
    ("read late only", STEPS,
     {"materials": [FORM, {"code": "late", "name": "检测资料"}]}, "deferral:late", {}),
    ("a fee without a basis", STEPS, asked({}, fees=[{"name": "审查费", "yuan": "50"}]),
     "unfounded_fees:审查费", {"fees": Decimal(50)}),
    ("a fee for the form", STEPS,
     asked({}, fees=[{"name": "工本费", "yuan": "5", "basis": "文件"}]),
     "unfounded_fees:工本费", {"fees": Decimal(5)}),
    ("three ways to the hall", STEPS, asked({}, visits=3), "contact_reduction:online",
     {"visits": 2}),
    ("the result is fetched", STEPS, asked({}, visits=1, practices=["online"]),
     "contact_reduction:results", {"visits": 1}),
    ("nearly all granted, most live below", ONE_UNIT,
     {"level": "city", "evidence": cases(96, 100, local=[70, 100])}, "delegation:county", {}),
    ("data alone decide", ONE_UNIT,
     {"materials": [FORM, {"code": "m", "name": "证明", **LICENCE}],
      "evidence": cases(199, 200, corrected=[2, 200], throughput=days(200, 3, 4))},
     "task_automation:", {}),
]  # fmt: skip

QUIET: list[tuple[str, tuple[str, ...], Rest, str]] = [
    ("nobody else has it", STEPS, asked({}), "once_only:m"),
    ("its issuer is not linked", STEPS, asked({"issued_by": "police"}, linked=["tax"]),
     "once_only:m"),
    ("it is read before it is made", STEPS,
     {"materials": [FORM, {"code": "late", "name": "报告", "produced_by": "d"}]},
     "once_only:late"),
    ("two for different cases", STEPS,
     {"materials": [FORM, {"code": "p", "name": "授权书", "is_conditional": True},
                    {"code": "m", "name": "授权书", "is_conditional": True}]}, "once_only:m"),
    ("a guarded field", STEPS, asked({"is_proof": True}, guarded=["health"]), "commitment:m"),
    ("no proof", STEPS, asked({}), "commitment:m"),
    ("often wrong", STEPS, counted({"is_proof": True}, wrong=[9, 100]), "commitment:m"),
    ("to be had elsewhere", STEPS, asked({"is_proof": True, **LICENCE}), "commitment:m"),
    ("seldom missing", STEPS, counted({}, missing=[2, 100]), "deferral:m"),
    ("the application itself", STEPS,
     asked({}, evidence={"materials": {"form": {"missing": [60, 100]}}}), "deferral:form"),
    ("deferrable already", STEPS, counted({"need": "deferrable"}, missing=[12, 100]),
     "deferral:m"),
    ("read at once", ("a 受理 w 1", "c 卫生意见 h 4 reads=late", "d 决定 m 1"),
     {"materials": [FORM, {"code": "late", "name": "检测资料"}]}, "deferral:late"),
    ("a fee with a basis", STEPS,
     asked({}, fees=[{"name": "审查费", "yuan": "50", "basis": "某法第九条"}]),
     "unfounded_fees:审查费"),
    ("a fee of nothing", STEPS, asked({}, fees=[{"name": "审查费"}]), "unfounded_fees:审查费"),
    ("nobody comes", STEPS, asked({}, visits=0), "contact_reduction:online"),
    ("he must come himself", (*STEPS[:2], "i 本人到场面签 m 1", *STEPS[3:]),
     {"visits": 1, "practices": ["online"]}, "contact_reduction:results"),
    ("most live elsewhere", ONE_UNIT,
     {"level": "city", "evidence": cases(96, 100, local=[40, 100])}, "delegation:county"),
    ("two units", STEPS, asked({}, level="city", evidence=cases(96, 100, local=[70, 100])),
     "delegation:county"),
    ("not measured", ONE_UNIT, {"level": "city"}, "delegation:county"),
    ("a paper without data", ONE_UNIT, {"materials": [FORM, PAPER]}, "task_automation:"),
    ("a visit to the place", ("a 受理 w 1", "b 现场核查 m 3", "d 决定 m 1"), {},
     "task_automation:"),
    ("many are refused", ONE_UNIT, {"evidence": cases(150, 200)}, "task_automation:"),
    ("danger to health", ONE_UNIT, {"guarded": ["health"]}, "task_automation:"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "rest", "code", "effect"), [c[1:] for c in FIRES], ids=[c[0] for c in FIRES]
)
def test_it_is_proposed_with_its_effect(
    steps: tuple[str, ...], rest: Rest, code: str, effect: dict[str, int | Decimal]
) -> None:
    definition, evidence = item(*steps, **with_late(rest))
    found = {each.code: each for each in propose(definition, evidence)}
    assert code in found
    gained = found[code].effect
    assert gained is not None
    assert {name: getattr(gained, name) for name in effect} == effect


@pytest.mark.parametrize(
    ("steps", "rest", "code"), [c[1:] for c in QUIET], ids=[c[0] for c in QUIET]
)
def test_it_is_not_proposed(steps: tuple[str, ...], rest: Rest, code: str) -> None:
    definition, evidence = item(*steps, **with_late(rest))
    assert code not in {each.code for each in propose(definition, evidence)}


def with_late(rest: Rest) -> Rest:
    """Ask for what the steps read, if the case does not."""
    rows = rest.get("materials", [])
    assert isinstance(rows, list)
    if any(row["code"] == "late" for row in rows):
        return rest
    late = {"code": "late", "name": "电子资料", "need": "optional"}
    return {**rest, "materials": [*rows, late]}


def test_what_is_not_asked_for_any_more_is_still_known() -> None:
    definition, evidence = item(*STEPS, **asked({**LICENCE, "is_proof": True}))
    result = accept(definition, propose(definition, evidence))
    assert result.definition.material("m") == Material(
        "m", "证明", Need.REQUIRED, Source.LICENCE, licence="电子营业执照", is_proof=True
    )
    assert result.after.materials == result.before.materials - 1


def test_a_deferred_material_is_not_deferred_once_its_reader_starts_at_once() -> None:
    definition, evidence = item(*STEPS, materials=[FORM, {"code": "late", "name": "检测资料"}])
    proposals = propose(definition, evidence)
    chosen = [p for p in proposals if p.code in {"deferral:late", "parallelism:b+c"}]
    result = accept(definition, chosen)
    assert [(p.code, why) for p, why in result.moot] == [
        ("deferral:late", "要用它的环节现在一受理就开始")
    ]


def test_online_and_by_courier_nobody_comes_any_more() -> None:
    definition, evidence = item(*STEPS, **asked({}, visits=3))
    result = accept(definition, propose(definition, evidence))
    assert (result.before.visits, result.after.visits) == (3, 0)
    assert {Practice.ONLINE, Practice.COURIER} <= {p for p, _ in result.definition.practices}
