"""Build a small city with one item whose three reviews run at the same time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from onewindow.accounts.models import User, UserKind
from onewindow.cases import actions
from onewindow.cases.models import Case, CaseStep
from onewindow.catalogue.models import (
    ItemStep,
    ItemVersion,
    LegalBasis,
    Material,
    Result,
    ServiceItem,
)
from onewindow.catalogue.search import reindex
from onewindow.documents.models import Document
from onewindow.orgs.models import Department, Officer, OfficerRole, Region

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=CHINA)
REVIEWS = ("planning", "structure", "traffic")


@dataclass(frozen=True)
class City:
    """The item and who handles it; officers by `<department>.<role>`."""

    version: ItemVersion
    applicant: User
    officers: dict[str, Officer]

    def officer(self, department: str, role: str, place: int = 1) -> Officer:
        """Return the place-th officer of a department with a role."""
        return self.officers[f"{department}.{role}.{place}"]


def build_city(*, validity: str = "") -> City:
    """Make a city whose names are new each time, so that committed tests do not meet."""
    tag = uuid4().hex[:6]
    region, _ = Region.objects.get_or_create(
        code="999900", defaults={"name": "示例市", "level": "city"}
    )
    made = Department.objects.bulk_create(
        Department(
            code=f"{tag}{name}"[:18], short_code=f"{tag}-{name}", name=f"示例·{name}{tag}",
            short_name=f"{name}{tag}", region=region,
        )
        for name in ("hall", "lead", *REVIEWS)
    )  # fmt: skip
    departments = dict(zip(("hall", "lead", *REVIEWS), made, strict=True))
    staff = {"hall": "counter_clerk", "lead": "decider"} | dict.fromkeys(REVIEWS, "reviewer")
    wanted = {
        f"{name}.{role}.{place}": (departments[name], role, f"{tag}-{name}-{place}")
        for name, role in staff.items()
        for place in (1, 2)
    }
    officers = dict(zip(wanted, make_officers(wanted.values()), strict=True))
    applicant = User.objects.create_user(
        f"{tag}-applicant", None, name="示例·申请人", kind=UserKind.APPLICANT
    )
    version = make_version(departments, region, tag, validity=validity)
    return City(version, applicant, officers)


def make_officer(department: Department, role: str, username: str) -> Officer:
    """Make an officer with one role since 2020."""
    return make_officers([(department, role, username)])[0]


def make_officers(wanted: Iterable[tuple[Department, str, str]]) -> list[Officer]:
    """Make officers, each of a department, with a role and a user name."""
    listed = list(wanted)
    users = [
        User(username=username, name=f"示例·{username}", kind=UserKind.OFFICIAL)
        for _department, _role, username in listed
    ]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users)
    officers = Officer.objects.bulk_create(
        Officer(user=user, department=department)
        for user, (department, _role, _username) in zip(users, listed, strict=True)
    )
    OfficerRole.objects.bulk_create(
        OfficerRole(officer=officer, role=role, valid_from=date(2020, 1, 1))
        for officer, (_department, role, _username) in zip(officers, listed, strict=True)
    )
    return officers


def make_version(
    departments: dict[str, Department],
    region: Region,
    tag: str,
    *,
    blank_form: Document | None = None,
    validity: str = "",
) -> ItemVersion:
    """Make a published version; with a validity its result is a licence for so long."""
    version = make_draft_version(departments, region, tag, blank_form=blank_form)
    if validity:
        Result.objects.create(
            version=version, position=1, code="r1", name="示例证", validity=validity
        )
    ItemVersion.objects.filter(pk=version.pk).update(status="published", published_at=MONDAY)
    reindex(version.item)
    version.refresh_from_db()
    return version


def make_draft_version(
    departments: dict[str, Department],
    region: Region,
    tag: str,
    *,
    blank_form: Document | None = None,
) -> ItemVersion:
    """Make a version still in writing: acceptance, three reviews together, decision, delivery."""
    item = ServiceItem.objects.create(
        code=f"{tag}-1", slug=f"{tag}-1", number=tag, department=departments["lead"], region=region
    )
    version = ItemVersion.objects.create(
        item=item, number=1, name="示例事项", form_number="1", subject="示例",
        item_type="licensing",
        acceptance_limit=1, review_limit=8, statutory_limit=20, phone="0900-0000001",
        themes=["公众·其他", "商务活动"], drafted_by="x",
    )  # fmt: skip
    LegalBasis.objects.create(version=version, position=1, law="示例条例", article="第三条")
    Material.objects.create(
        version=version, position=1, code="m1", name="申请表", file_kinds=["text"],
        blank_form=blank_form,
    )  # fmt: skip
    lines = [
        ("accept", "受理", "acceptance", "hall", 1, []),
        *((name, f"{name}审查", "review", name, 3, ["accept"]) for name in REVIEWS),
        ("decide", "决定", "decision", "lead", 2, list(REVIEWS)),
        ("deliver", "送达", "delivery", "hall", 1, ["decide"]),
    ]
    ItemStep.objects.bulk_create(
        ItemStep(
            version=version, position=position, code=code, name=name, kind=kind,
            unit=departments[unit], limit=limit, needs=needs,
        )
        for position, (code, name, kind, unit, limit, needs) in enumerate(lines, start=1)
    )  # fmt: skip
    return version


def make_draft(city: City, *, at: datetime = MONDAY) -> Case:
    """Make a draft with its one required file."""
    case = actions.start_draft(city.version, by=city.applicant, company=None, at=at)
    document = Document.objects.create(
        sha256="0" * 64, name="申请表.pdf", size=1, media_type="application/pdf",
        uploaded_by=city.applicant.actor.code, created_at=at,
    )  # fmt: skip
    actions.attach_file(case, city.version.materials.get(code="m1"), document, at=at)
    return case


def make_submitted(city: City, *, at: datetime = MONDAY) -> Case:
    """Make a submitted case."""
    return actions.submit(make_draft(city, at=at), at=at)


def make_accepted(city: City, *, at: datetime = MONDAY) -> Case:
    """Make a case whose three reviews are open."""
    case = make_submitted(city, at=at)
    actions.accept(step(case, "accept"), by=city.officer("hall", "counter_clerk"), at=at)
    case.refresh_from_db()
    return case


def make_reviewed(city: City, *, at: datetime = MONDAY) -> Case:
    """Make a case that waits for its decision."""
    case = make_accepted(city, at=at)
    for name in REVIEWS:
        actions.complete_review(
            step(case, name), by=city.officer(name, "reviewer"), outcome="agreed", opinion="", at=at
        )
    return case


def step(case: Case, code: str) -> CaseStep:
    """Return a step as a view would load it."""
    steps = CaseStep.objects.select_related("case__version", "case__department__region", "unit")
    return steps.get(case=case, code=code)
