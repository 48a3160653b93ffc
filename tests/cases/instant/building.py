"""A department that gives small shops a licence at once, and a table for it."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from onewindow.accounts.models import User
from onewindow.cases import actions
from onewindow.cases.instant.actions import drafting, lifecycle
from onewindow.cases.instant.inputs import sources_of
from onewindow.cases.instant.models import DecisionTable
from onewindow.cases.instant.table import Cell, Op, Row, Table, Value, Verdict
from onewindow.cases.instant.testing import Example
from onewindow.cases.models import Case
from onewindow.catalogue.models import (
    FormField,
    ItemStep,
    ItemVersion,
    Material,
    Question,
    QuestionOption,
    ServiceItem,
)
from onewindow.documents.models import Document
from onewindow.events.rules import SYSTEM, Actor
from onewindow.orgs.models import Department, Officer, Role
from tests import cast
from tests.cases.building import MONDAY, step

WRITER = Actor("officer/writer", "示例·编表人")
SECOND = Actor("officer/second", "示例·负责人")


@dataclass(frozen=True)
class Shop:
    """The item, who applies, and who handles it."""

    version: ItemVersion
    applicant: User
    clerk: Officer
    reviewer: Officer
    decider: Officer


def build_shop(short: str = "", department: str = "") -> Shop:
    """Make an item with one review, in the department that decides."""
    tag = short or f"shop{uuid4().hex[:6]}"
    office, hall = cast.make_department(department or tag), cast.make_department("zwj")
    version = make_version(office, hall, tag)
    return Shop(
        version,
        cast.make_person(f"{tag}.owner", name="示例·店主"),
        cast.make_officer(f"{tag}.clerk", Role.COUNTER_CLERK, department=hall),
        cast.make_officer(f"{tag}.reviewer", Role.REVIEWER, department=office),
        cast.make_officer(f"{tag}.decider", Role.DECIDER, department=office),
    )


def make_version(
    office: Department, hall: Department, tag: str, item: ServiceItem | None = None, number: int = 1
) -> ItemVersion:
    """Make a published version: a question, two fields, two materials, four steps."""
    if item is None:
        item = ServiceItem.objects.create(
            code=f"{tag}-1", slug=f"{tag}-1", number=tag, department=office, region=office.region
        )
    version = ItemVersion.objects.create(
        item=item, number=number, name="示例小店登记", form_number="1", subject="示例",
        item_type="licensing", review_kind="at_once", acceptance_limit=0, review_limit=0,
        statutory_limit=3, phone="0900-0000001", themes=["商务活动"], drafted_by="x",
    )  # fmt: skip
    question = Question.objects.create(
        version=version, position=1, code="form", text="个人还是家庭经营？", kind="choice"
    )
    for position, (code, text) in enumerate((("personal", "个人经营"), ("family", "家庭经营")), 1):
        QuestionOption.objects.create(question=question, position=position, code=code, text=text)
    fields = (("owner_id", "经营者身份证号", "citizen_id"), ("funds", "资金数额", "money"))
    for position, (code, label, kind) in enumerate(fields, 1):
        FormField.objects.create(
            version=version, position=position, code=code, label=label, kind=kind,
            is_required=code == "owner_id",
        )  # fmt: skip
    for position, (code, name) in enumerate((("m1", "申请书"), ("m2", "场所证明")), 1):
        Material.objects.create(
            version=version, position=position, code=code, name=name, file_kinds=["text"],
            necessity="required" if code == "m1" else "optional",
        )  # fmt: skip
    lines = [
        ("accept", "受理", "acceptance", hall, []),
        ("check", "形式审查", "review", office, ["accept"]),
        ("decide", "决定", "decision", office, ["check"]),
        ("deliver", "送达", "delivery", hall, ["decide"]),
    ]  # fmt: skip
    for position, (code, name, kind, unit, needs) in enumerate(lines, 1):
        ItemStep.objects.create(
            version=version, position=position, code=code, name=name, kind=kind, unit=unit,
            limit=0, needs=needs,
        )  # fmt: skip
    ItemVersion.objects.filter(item=item, status="published").update(status="superseded")
    ItemVersion.objects.filter(pk=version.pk).update(status="published", published_at=MONDAY)
    version.refresh_from_db()
    return version


def shop_rules(version: ItemVersion) -> Table:
    """Return the rules: an adult who applies for himself, alone, with a place, is granted."""
    sources = sources_of(version)
    asked = ("fact.age", "answer.form", "same.owner_id", "material.m2", "field.funds")
    columns = [sources[code].as_column(f"c{n}") for n, code in enumerate(asked, 1)]
    columns[-1] = replace(columns[-1], may_miss=True)
    yes = Cell(Op.EQ, (True,))
    alone = Row(
        "r1", (Cell(Op.GE, (Decimal(18),)), Cell(Op.EQ, ("personal",)), yes, yes, None),
        Verdict.GRANT, "示例条例第三条",
    )  # fmt: skip
    family = Row("r2", (None, Cell(Op.EQ, ("family",)), None, None, None), Verdict.HUMAN)
    large = Row("r3", (None, None, None, None, Cell(Op.GT, (Decimal(1_000_000),))), Verdict.HUMAN)
    return Table(tuple(columns), (alone, family, large))


def shop_examples() -> list[Example]:
    """Return a test case for each row."""
    alone: dict[str, Value | None] = {
        "c1": Decimal(18), "c2": "personal", "c3": True, "c4": True, "c5": Decimal(0),
    }  # fmt: skip
    return [
        Example("成年人自己开店", alone, Verdict.GRANT),
        Example("家庭经营", alone | {"c2": "family"}, Verdict.HUMAN),
        Example("资金大", alone | {"c5": Decimal(2_000_000)}, Verdict.HUMAN),
        Example("未成年", alone | {"c1": Decimal(17)}, Verdict.HUMAN),
    ]


def make_table(version: ItemVersion, *, by: Actor = WRITER) -> DecisionTable:
    """Make a draft with rules and test cases."""
    table = drafting.start_table(version.item, by=by, at=MONDAY)
    rules, examples = shop_rules(version), shop_examples()
    return drafting.take_in(table, rules, examples, seen=table.revision, by=by, at=MONDAY)


def make_shadow(version: ItemVersion) -> DecisionTable:
    """Make a table that runs beside humans."""
    table = make_table(version)
    lifecycle.begin_shadow(table, by=WRITER, at=MONDAY)
    table.refresh_from_db()
    return table


def make_active(version: ItemVersion) -> DecisionTable:
    """Make a table that decides, without the cases that it would have to agree on."""
    table = make_shadow(version)
    DecisionTable.objects.filter(pk=table.pk).update(
        status="active", activated_at=MONDAY, activated_by=SECOND.code
    )
    table.refresh_from_db()
    return table


def fill_in(
    shop: Shop,
    *,
    form: str = "personal",
    funds: str = "",
    owner: str = "",
    with_place: bool = True,
    at: datetime = MONDAY,
) -> Case:
    """Fill in an application; by default one that the table grants."""
    case = actions.start_draft(shop.version, by=shop.applicant, company=None, at=at)
    number = owner or shop.applicant.person.citizen_id
    fields = {"owner_id": number} | ({"funds": funds} if funds else {})
    actions.save_answers(case, answers={"form": form}, fields=fields, at=at)
    for material in shop.version.materials.exclude(code="" if with_place else "m2"):
        document = Document.objects.create(
            sha256=uuid4().hex * 2, name="示例.pdf", size=1, media_type="application/pdf",
            uploaded_by=SYSTEM.code, created_at=at,
        )  # fmt: skip
        actions.attach_file(case, material, document, at=at)
    return case


def hand_in(
    shop: Shop,
    *,
    form: str = "personal",
    funds: str = "",
    owner: str = "",
    with_place: bool = True,
    wants_human: bool = False,
    at: datetime = MONDAY,
) -> Case:
    """Fill in an application and hand it in."""
    case = fill_in(shop, form=form, funds=funds, owner=owner, with_place=with_place, at=at)
    return actions.submit(case, at=at, wants_human=wants_human)


def handle(shop: Shop, case: Case, *, is_granted: bool = True, at: datetime = MONDAY) -> None:
    """Let the three officers handle a case."""
    actions.accept(step(case, "accept"), by=shop.clerk, at=at)
    actions.complete_review(
        step(case, "check"), by=shop.reviewer, outcome="agreed", opinion="", at=at
    )
    reason = "" if is_granted else "场所不符"
    actions.decide(
        step(case, "decide"), by=shop.decider, is_granted=is_granted, reason=reason, at=at
    )
