"""Inputs for what is more than one line: a table, an address with its division."""

from collections.abc import Mapping, Sequence

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from onewindow.catalogue.field_values import (
    Column,
    division_of,
    table_rows,
    table_text,
    with_division,
)
from onewindow.orgs.divisions import Division

EMPTY_ROWS = 2


class TableInput(forms.Widget):
    """A table of inputs named `<field>-<row>-<column>`; two empty rows wait below the filled."""

    use_fieldset = True

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        super().__init__()

    def value_from_datadict(
        self, data: Mapping[str, object], _files: Mapping[str, object], name: str
    ) -> str:
        """Return the rows that were sent as the text that is kept."""
        numbers = {
            key.split("-")[1] for key in data if key.startswith(f"{name}-") and key.count("-") == 2
        }
        rows = [
            {each.code: str(data.get(f"{name}-{n}-{each.code}", "")) for each in self.columns}
            for n in sorted(numbers, key=lambda n: (len(n), n))
        ]
        return table_text(rows)

    def render(
        self, name: str, value: object, attrs: object = None, renderer: object = None
    ) -> SafeString:
        """Draw the rows there are, and empty ones."""
        rows = table_rows(str(value or ""))
        shown = [*rows, *({} for _ in range(EMPTY_ROWS))]
        cells = [
            [(f"{name}-{n}-{each.code}", each, row.get(each.code, "")) for each in self.columns]
            for n, row in enumerate(shown)
        ]
        seen = {"name": name, "columns": self.columns, "rows": cells}
        return render_to_string("portal/drafts/_table_input.html", seen)

    def id_for_label(self, id_: str) -> str:
        """Name no single input: the group has the label."""
        return ""


class AddressInput(forms.TextInput):
    """The division from a list (`<field>-division`), and the rest of the address as text."""

    def __init__(self, divisions: Sequence[Division]) -> None:
        self.divisions = divisions
        super().__init__()

    def value_from_datadict(
        self, data: Mapping[str, object], _files: Mapping[str, object], name: str
    ) -> str:
        """Return the address as it is kept."""
        text = str(data.get(name, "")).strip()
        chosen = str(data.get(f"{name}-division", ""))
        division = next((each for each in self.divisions if each.code == chosen), None)
        if not text or division is None:
            return text
        return with_division(division.name + text.removeprefix(division.name), division.code)

    def render(
        self, name: str, value: object, attrs: object = None, renderer: object = None
    ) -> SafeString:
        """Draw the list and the text."""
        kept = str(value or "")
        chosen = division_of(kept)
        division = next((each for each in self.divisions if each.code == chosen), None)
        rest = kept.removesuffix(f"〔{chosen}〕") if chosen else kept
        if division is not None:
            rest = rest.removeprefix(division.name)
        own = attrs if isinstance(attrs, dict) else {}
        text = super().render(name, rest, own)
        seen = {"name": name, "divisions": self.divisions, "chosen": chosen, "text": text}
        return render_to_string("portal/drafts/_address_input.html", seen)
