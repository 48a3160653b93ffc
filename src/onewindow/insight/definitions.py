"""An item's version as the redesign works on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.rows import FeeRow, MaterialRow
from onewindow.catalogue.definition.steps import steps_of
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_of
from onewindow.insight.departments import by_any_name
from onewindow.insight.law import law_in_force
from onewindow.kernel.workdays import Unit
from onewindow.orgs.models import Department
from onewindow.procedure.critical import working_days
from onewindow.procedure.model import Procedure
from onewindow.procedure.redesign import Definition, Fee, Law, Material, Need, Practice
from onewindow.procedure.redesign.governing import govern

LOWEST_FIRST = ("village", "township", "county", "city", "province", "national")
# Who somebody is and whom he sent is shown, not promised.
PERSONAL = ("身份", "委托", "授权")
# By these an item came from a level above.
FROM_ABOVE = frozenset({"handed_down", "authorised", "entrusted"})


@dataclass(frozen=True)
class Offices:
    """The departments on the platform: short codes to short names, and every name to its code.

    Their data can be had: what they issued need not be asked of the applicant.
    """

    short_names: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def registered(cls) -> "Offices":
        """Return those of this city."""
        short_names = dict(Department.objects.values_list("short_code", "short_name"))
        return cls(short_names, by_any_name())


def definition_of_version(version: ItemVersion) -> Definition:
    """Return what a version says, units by their short codes; raise ProcedureError."""
    item = definition_of(version)
    return definition_from(item, version.item.code, Offices.registered(), law_in_force())


def definition_from(item: ItemDefinition, code: str, offices: Offices, law: Law) -> Definition:
    """Return the redesign's view of an item; raise ProcedureError if its steps are not sound."""
    return govern(
        Definition(
            code=code,
            name=item.name,
            procedure=Procedure.of(steps_of(item)),
            item_type=item.item_type,
            level=_level(item),
            materials=tuple(_material(row, offices) for row in item.materials),
            fees=tuple(_fee(row) for row in item.fees),
            promised=working_days(item.review_limit, Unit(item.review_limit_unit)),
            statutory=working_days(item.statutory_limit, Unit(item.statutory_limit_unit)),
            visits=item.visits,
            linked=frozenset(offices.short_names),
            guarded=item.guarded_fields,
            practices=frozenset((practice, "") for practice in _practices(item)),
            unit_names=offices.short_names,
        ),
        law,
    )


def _level(item: ItemDefinition) -> str:
    return next((level for level in LOWEST_FIRST if level in item.exercise_levels), "")


def _material(row: MaterialRow, offices: Offices) -> Material:
    is_issued = row.source == "government"
    return Material(
        code=row.code,
        name=row.name,
        need=Need(row.necessity),
        issued_by=offices.codes.get(row.source_body, row.source_body) if is_issued else "",
        licence=row.replaced_by,
        copies=row.copies,
        needs_original=row.needs_original,
        is_proof="证明" in row.name and not any(word in row.name for word in PERSONAL),
        is_conditional=row.when is not None,
        basis=row.basis,
    )


def _fee(row: FeeRow) -> Fee:
    return Fee(row.name, Decimal(row.amount or 0), row.basis)


def _practices(item: ItemDefinition) -> Iterator[Practice]:
    said = {
        Practice.ONLINE: item.is_online,
        Practice.COURIER: item.sends_by_courier,
        Practice.PRE_REVIEW: item.pre_review_limit > 0,
        Practice.INSTANT: item.case_type == "instant",
        Practice.DELEGATED: item.power_source in FROM_ABOVE,
    }
    yield from (practice for practice, is_used in said.items() if is_used)
