"""A draft on the desk, and the forms of its pages as a browser would send them."""

from typing import TypeAlias

from django.test import Client
from django.utils.timezone import now
from lxml import html

from onewindow.catalogue import actions
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.models import ItemVersion, Verdict
from onewindow.catalogue.storing import definition_of
from onewindow.design.once import FIELD
from onewindow.orgs.models import Department, Officer, Role
from tests.cast import make_department, make_officer, make_post
from tests.desk.pages import body_of

Form: TypeAlias = dict[str, list[str]]


def make_office() -> Department:
    """Make the department that the sample form names."""
    office = make_department("slj", name="示例市示例局")
    office.short_name = "市示例局"
    office.save(update_fields=["short_name"])
    make_post(office, code="sample", name="示例岗")
    return office


def url(version: ItemVersion, group: str) -> str:
    return f"/desk/items/{version.pk}/edit/{group}/"


def filled(client: Client, version: ItemVersion, group: str, query: str = "") -> Form:
    """Return the form of a page as a browser would send it unchanged, but for its key.

    The script of the page makes a new one whenever something is changed.
    """
    page = html.fromstring(body_of(client.get(url(version, group) + query)))
    (form,) = page.xpath("//form[contains(@class, 'dk-edit')]")
    sent: Form = {}
    for field in form.xpath(".//input | .//textarea | .//select"):
        kind, name = field.get("type"), field.get("name")
        if name in {None, "", FIELD} or (
            kind in {"checkbox", "radio"} and field.get("checked") is None
        ):
            continue
        usual = "on" if kind == "checkbox" else ""
        value = field.value if field.tag != "input" else field.get("value", usual)
        sent.setdefault(name, []).append((value or "").removeprefix("\n"))
    return sent


def stored(version: ItemVersion) -> ItemDefinition:
    """Return what is in the database now."""
    return definition_of(ItemVersion.objects.select_related("item").get(pk=version.pk))


def agree(version: ItemVersion, manager: Officer) -> None:
    """Have all four offices agree."""
    reviewer = make_officer("anyone", Role.REVIEWER).actor
    for each in actions.submit_for_review(version, by=manager.actor, at=now()):
        if each.verdict == Verdict.PENDING:
            actions.review(each, by=reviewer, agrees=True, comment="", at=now())


def publish(version: ItemVersion, manager: Officer) -> None:
    """Have all four offices agree and publish."""
    agree(version, manager)
    actions.publish(version, by=manager.actor, at=now())
