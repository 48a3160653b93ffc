"""The city of the million: forty departments, four hundred items of eight steps, their officers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onewindow.accounts.models import User
    from onewindow.catalogue.models import ItemVersion
    from onewindow.orgs.models import Department, Officer

DEPARTMENTS = 40
ITEMS = 400
REVIEWS = ("r1", "r2", "r3", "r4", "r5")
# In the first item the departments stand in their order: hall, lead, five that review.
HALL, LEAD, FIRST_REVIEWER = 0, 1, 2
# A department that has nothing yet.
NEW = DEPARTMENTS - 1
NAMES = (
    "食品经营许可", "公共场所卫生许可", "建设工程规划许可", "户外广告设施设置", "结婚登记",
    "个体工商户登记", "出租汽车经营许可", "民办学校设立", "排污许可", "施工许可", "残疾人证办理",
    "社会保险登记", "不动产转移登记", "道路货运经营许可", "烟草专卖零售许可", "特种设备使用登记",
    "医疗机构执业登记", "水土保持方案审批", "临时占用绿地审批", "文物保护范围内施工审批",
)  # fmt: skip


@dataclass(frozen=True)
class City:
    """What the templates are made with."""

    version: "ItemVersion"
    applicant: "User"
    officers: "dict[str, Officer]"


def build(published_on: date) -> City:
    """Make the departments, officers and the first item."""
    from tests.cases.building import make_officer

    from onewindow.accounts.models import User, UserKind
    from onewindow.orgs.models import Department, Region

    region = Region.objects.create(code="999900", name="示例市", level="city")
    departments = Department.objects.bulk_create(
        Department(
            code=f"{region.code}{n:012}", short_code=f"d{n}", region=region,
            name=f"示例·第{n}局", short_name=f"第{n}局", letter_name=f"示{n}",
        )
        for n in range(DEPARTMENTS)
    )  # fmt: skip
    officers = {}
    for n, department in enumerate(departments):
        role = {HALL: "counter_clerk", LEAD: "decider"}.get(n, "reviewer")
        officers[f"d{n}"] = make_officer(department, role, f"officer-{n}")
    officers["supervisor"] = make_officer(departments[LEAD], "supervisor", "supervisor")
    applicant = User.objects.create_user(
        "applicant", None, name="示例·模板", kind=UserKind.APPLICANT
    )
    return City(_first_item(departments, published_on), applicant, officers)


def _first_item(departments: "list[Department]", published_on: date) -> "ItemVersion":
    from onewindow.catalogue.models import (
        ItemStep,
        ItemVersion,
        LegalBasis,
        Material,
        Result,
        ServiceItem,
    )

    item = ServiceItem.objects.create(
        code="million-0", slug="million-0", number="0", department=departments[LEAD],
        region=departments[LEAD].region,
    )  # fmt: skip
    version = ItemVersion.objects.create(
        item=item, number=1, name=NAMES[0], form_number="1", subject="示例", item_type="licensing",
        acceptance_limit=5, review_limit=15, statutory_limit=20, phone="0900-0000001",
        themes=["公众·其他", "商务活动"], drafted_by="x",
    )  # fmt: skip
    LegalBasis.objects.create(version=version, position=1, law="示例条例", article="第三条")
    Result.objects.create(version=version, position=1, code="r1", name="示例证", validity="2年")
    Material.objects.create(
        version=version, position=1, code="m1", name="申请表", file_kinds=["text"]
    )
    lines = [
        ("accept", "受理", "acceptance", HALL, 5, []),
        *(
            (code, f"第{n}项审查", "review", FIRST_REVIEWER + n, 6, ["accept"])
            for n, code in enumerate(REVIEWS)
        ),
        ("decide", "决定", "decision", LEAD, 3, list(REVIEWS)),
        ("deliver", "送达", "delivery", HALL, 3, ["decide"]),
    ]
    ItemStep.objects.bulk_create(
        ItemStep(
            version=version, position=position, code=code, name=name, kind=kind,
            unit=departments[unit], limit=limit, needs=needs,
        )
        for position, (code, name, kind, unit, limit, needs) in enumerate(lines, start=1)
    )  # fmt: skip
    at = datetime.combine(published_on, time(12), UTC)
    ItemVersion.objects.filter(pk=version.pk).update(status="published", published_at=at)
    version.refresh_from_db()
    return version


def multiply(items: int = ITEMS) -> None:
    """Copy the first item, each copy for other departments, and publish the copies."""
    from onewindow.catalogue.models import (
        ItemStep,
        ItemVersion,
        LegalBasis,
        Material,
        Result,
        ServiceItem,
    )
    from onewindow.orgs.models import Department

    units = list(Department.objects.filter(short_code__startswith="d").order_by("pk"))
    first = ItemVersion.objects.get(item__slug="million-0")
    material = Material.objects.get(version=first)
    basis = LegalBasis.objects.get(version=first)
    result = Result.objects.get(version=first)
    steps = list(ItemStep.objects.filter(version=first))
    place = {unit.pk: n for n, unit in enumerate(units)}
    places = {step.code: place[step.unit_id] for step in steps}
    for n in range(1, items):
        lead = moved(LEAD, n)
        item = ServiceItem.objects.create(
            code=f"million-{n}", slug=f"million-{n}", number=str(n), department=units[lead],
            region=units[lead].region,
        )  # fmt: skip
        version = ItemVersion.objects.get(pk=first.pk)
        version.pk, version.item, version.status = None, item, "draft"
        version.name = f"{NAMES[n % len(NAMES)]}（第{n // len(NAMES) + 1}类）"
        version.save(force_insert=True)
        material.pk, material.version = None, version
        material.save(force_insert=True)
        basis.pk, basis.version = None, version
        basis.save(force_insert=True)
        result.pk, result.version = None, version
        result.save(force_insert=True)
        for step in steps:
            step.pk, step.version, step.unit = None, version, units[moved(places[step.code], n)]
            step.save(force_insert=True)
    copies = ItemVersion.objects.filter(item__slug__startswith="million-")
    copies.update(status="published", published_at=first.published_at)


def moved(place: int, item: int) -> int:
    """Return which department stands for the place-th in an item; hall and new one stay."""
    return place if place in {HALL, NEW} else 1 + (place - 1 + 7 * item) % (DEPARTMENTS - 2)
