"""What a claimed item has from its standard, for any definitions."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.element_rules import shared_elements
from onewindow.catalogue.sharing import deviating, first_claim, inherit, shared_digest
from onewindow.catalogue.storing.tables import Values
from tests.catalogue.definitions import make_definition

SHARED = shared_elements() - {"base"}
FULL = make_definition()
EMPTY = ItemDefinition("x", "1", "空", "空", "other")


def other(code: str, number: int) -> object:
    """Return a value of an element that differs from the full definition's, or is empty."""
    value: object = getattr(FULL, code)
    if number == 0:
        nothing: object = getattr(EMPTY, code)
        return nothing
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + number
    if isinstance(value, str):
        return f"{value}{number}"
    assert isinstance(value, tuple)
    return value[number:] + value[:1]


@st.composite
def definitions(draw: st.DrawFn) -> ItemDefinition:
    """Return the full definition with any elements replaced, emptied, shortened or turned round."""
    codes = draw(st.sets(st.sampled_from([each.name for each in fields(ItemDefinition)])))
    values: Values = {code: other(code, draw(st.integers(0, 3))) for code in sorted(codes)}
    return replace(FULL, **values)


@given(definitions(), definitions(), definitions())
def test_shared_elements_are_the_standards_and_the_rest_stays(
    own: ItemDefinition, first: ItemDefinition, second: ItemDefinition
) -> None:
    claimed = inherit(own, first)
    applied = inherit(claimed, second)
    for definition, standard in ((claimed, first), (applied, second)):
        assert deviating(definition, standard) == ()
        assert shared_digest(definition) == shared_digest(standard)
        for code in elements():
            source = standard if code in SHARED else own
            assert getattr(definition, code) == getattr(source, code), code
    changed = {code for code in SHARED if getattr(first, code) != getattr(second, code)}
    assert set(deviating(claimed, second)) == changed
    assert (shared_digest(claimed) == shared_digest(applied)) is (not changed)


@given(definitions())
def test_a_first_claim_is_the_standard_without_what_is_of_one_place(
    standard: ItemDefinition,
) -> None:
    own = first_claim(
        standard, department="qxj", name="示例市气象局", number="QX-1", level="county",
        contacts=("0900-1", "a@example.com", "示例路"),
    )  # fmt: skip
    assert deviating(own, standard) == ()
    assert (own.department, own.subject, own.phone) == ("qxj", "示例市气象局", "0900-1")
    assert own.exercise_levels == ("county",)
    assert standard.department not in {step.unit for step in own.steps}
    assert {step.post for step in own.steps} <= {""}
    assert own.windows == ()
