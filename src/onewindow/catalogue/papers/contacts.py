"""联系表: read it, keep it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.exchange.parse import parse_internal_phone, parse_mobile, parse_text
from onewindow.catalogue.exchange.problems import FormProblems, Problem, Refused
from onewindow.catalogue.models import ContactRole, ItemContact
from onewindow.catalogue.papers.content import ROLES
from onewindow.catalogue.papers.reading import Line, read_lines
from onewindow.events.rules import Actor
from onewindow.orgs.models import Department

COLUMNS = {
    "unit": ("单位", "单位名称", "部门"),
    "role": ("类别", "人员类别", "角色", "分工"),
    "name": ("姓名", "联系人"),
    "title": ("职务", "职务职称"),
    "office_phone": ("办公电话", "电话", "固定电话"),
    "mobile": ("手机", "手机号码", "移动电话"),
    "note": ("备注",),
}
NEEDED = ("name", "office_phone", "mobile")
WORDS = {
    ContactRole.LEADER: ("主管领导", "分管领导", "主要领导"),
    ContactRole.LEGAL: ("法制审核", "法制"),
    ContactRole.LIAISON: ("联络人", "联络员"),
}


@dataclass(frozen=True)
class Contact:
    """One line."""

    role: ContactRole
    name: str
    title: str
    office_phone: str
    mobile: str
    note: str


def read_contacts(data: bytes, filename: str, department: Department) -> list[Contact]:
    """Return the contacts of a department; raise FormProblems with every problem found."""
    problems: list[Problem] = []
    contacts = []
    role = None
    for line in read_lines(data, filename, COLUMNS, NEEDED):
        role = _role(line) or role
        name = line.texts["name"]
        if not name or _role_of(name) is not None:
            continue
        _check_unit(line, department, problems)
        if role is None:
            known = "、".join(ROLES.values())
            message = _("看不出是哪一类：请在“类别”一列写%s") % known
            problems.append(Problem(_("类别"), line.places["name"], message))
            continue
        contacts.append(_contact(line, role, problems))
    missing = [label for each, label in ROLES.items() if each not in {c.role for c in contacts}]
    if missing:
        message = _("缺少：%s") % "、".join(missing)
        problems.append(Problem(_("类别"), "", message))
    if problems:
        raise FormProblems(problems)
    return contacts


def _role(line: Line) -> ContactRole | None:
    own = _role_of(line.texts.get("role", "")) or _role_of(line.texts.get("note", ""))
    # A line of its own, or a merged cell at the side, may name the role of those below it.
    return own or next((found for text in line.all if (found := _role_of(text))), None)


def _role_of(text: str) -> ContactRole | None:
    plain = "".join(text.split()).rstrip(":：")
    return next((role for role, words in WORDS.items() if plain in words), None)


def _check_unit(line: Line, department: Department, problems: list[Problem]) -> None:
    said = line.texts.get("unit", "")
    own = {department.name, department.short_name, *department.aliases}
    if said and said not in own and _role_of(said) is None:
        message = _("这一行是“%(said)s”的，这里只收“%(own)s”的联系表")
        details = {"said": said, "own": department.name}
        problems.append(Problem(_("单位"), line.places["unit"], message % details))


def _contact(line: Line, role: ContactRole, problems: list[Problem]) -> Contact:
    readers = {
        "name": parse_text(100), "title": parse_text(100), "note": parse_text(300),
        "office_phone": parse_internal_phone, "mobile": parse_mobile,
    }  # fmt: skip
    values = dict.fromkeys(readers, "")
    for code, read in readers.items():
        text = line.texts.get(code, "")
        try:
            values[code] = read(text) if text else ""
        except Refused as error:
            problems.append(Problem(COLUMNS[code][0], line.places[code], str(error)))
    if _role_of(values["note"]) is not None:
        values["note"] = ""
    if not values["office_phone"] and not values["mobile"]:
        message = _("办公电话和手机至少填一项")
        problems.append(Problem(_("办公电话"), line.places["office_phone"], message))
    return Contact(role, **values)


def keep_contacts(
    department: Department, contacts: list[Contact], *, by: Actor, at: datetime
) -> None:
    """Replace the contacts of a department."""
    with transaction.atomic():
        ItemContact.objects.filter(department=department).delete()
        ItemContact.objects.bulk_create(
            ItemContact(
                department=department, position=at_line, role=each.role, name=each.name,
                title=each.title, office_phone=each.office_phone, mobile=each.mobile,
                note=each.note,
            )
            for at_line, each in enumerate(contacts, 1)
        )  # fmt: skip
        events.record(
            "contacts.recorded", chain=f"department/{department.short_code}", by=by, at=at,
            data={"contacts": len(contacts)},
        )  # fmt: skip
