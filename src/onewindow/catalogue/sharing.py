"""What a claimed item has from its standard (同一标准), as pure functions of definitions."""

import hashlib
import json
from dataclasses import replace

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.definition.notation import as_plain, from_plain
from onewindow.catalogue.element_rules import shared_elements

# Said of the item, not of its versions; set once, when it is claimed.
OF_ITEM = "base"


def inherit(own: ItemDefinition, standard: ItemDefinition) -> ItemDefinition:
    """Return a definition with every shared element as the standard has it, the rest as before."""
    shared = shared_elements() - {OF_ITEM}
    plain = {code: value for code, value in as_plain(own).items() if code not in shared}
    taken = {code: value for code, value in as_plain(standard).items() if code in shared}
    return from_plain(plain | taken)


def deviating(own: ItemDefinition, standard: ItemDefinition) -> tuple[str, ...]:
    """Return the shared elements that differ from the standard's, in the order of the list."""
    shared = shared_elements() - {OF_ITEM}
    return tuple(
        code for code in elements() if code in shared and _said(own, code) != _said(standard, code)
    )


def shared_digest(definition: ItemDefinition) -> str:
    """Return a digest of the shared elements: equal for versions that change only local ones."""
    plain = as_plain(definition)
    shared = {code: plain.get(code) for code in sorted(shared_elements() - {OF_ITEM})}
    written = json.dumps(shared, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def first_claim(
    standard: ItemDefinition,
    *,
    department: str,
    name: str,
    number: str,
    level: str,
    contacts: tuple[str, str, str],
) -> ItemDefinition:
    """Return the first draft of a claimed item: the standard, without what is of one place only.

    Steps of the standard's department become the claiming one's; `contacts` are phone, e-mail
    and postal address.
    """  # fmt: skip
    phone, email, address = contacts
    steps = tuple(
        replace(
            step, unit=department if step.unit == standard.department else step.unit,
            post="", person="", title="", mobile="",
        )
        for step in standard.steps
    )  # fmt: skip
    return replace(
        standard, department=department, form_number=number, subject=name,
        exercise_levels=(level,), local_code="", entrusted_body="", joint_departments=(),
        public_hall="", internal_hall="", windows=(), phone=phone, complaint_phone="",
        email=email, postal_address=address, steps=steps, local_elements=(),
        filled_by="", filled_by_phone="", filled_on="",
    )  # fmt: skip


def _said(definition: ItemDefinition, code: str) -> object:
    value: object = getattr(definition, code)
    return value
