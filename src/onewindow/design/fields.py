"""How a Django form field becomes a field of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.functional import cached_property
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Option:
    """One choice of a group, with the explanation its label may carry."""

    id: str
    control: SafeString
    label: str
    hint: str


class FieldView:
    """What the field template needs to know about one bound field."""

    def __init__(self, bound: BoundField, options: Mapping[str, str]) -> None:
        self.bound = bound
        self.size = options.get("size", "")
        self.prefix = options.get("prefix", "")
        self.suffix = options.get("suffix", "")
        self.layout = options.get("layout", "")
        self.quiet = bool(options.get("quiet"))
        self.unmarked = bool(options.get("unmarked"))

    @cached_property
    def kind(self) -> str:
        """Return choices, checkbox, file, hidden or control."""
        widget = self.bound.field.widget
        if widget.is_hidden:
            return "hidden"
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "checkbox"
        return "file" if isinstance(widget, forms.FileInput) else "control"

    @property
    def css(self) -> str:
        """Return the class names of the wrapper."""
        names = ["ow-field"]
        names += [f"ow-field--{self.size}"] if self.size else []
        names += ["ow-field--error"] if self.bound.errors else []
        names += ["ow-field--quiet"] if self.quiet else []
        return " ".join(names)

    @property
    def control(self) -> SafeString:
        """Render the input itself; Django wires hint and error by aria-describedby."""
        widget = self.bound.field.widget
        css = "form-select" if isinstance(widget, forms.Select) else "form-control"
        attrs: dict[str, str | bool] = {"class": css}
        if widget.attrs.get("placeholder") == self.bound.label:
            # A placeholder that repeats the label is read out twice and says nothing new.
            del widget.attrs["placeholder"]
        if self.kind == "checkbox":
            attrs["class"] = "form-check-input"
        if isinstance(widget, forms.DateInput):
            widget.input_type = "date"
            widget.format = "%Y-%m-%d"
        return self.bound.as_widget(attrs=attrs)

    @property
    def options(self) -> Iterator[Option]:
        """Yield the choices of a group; a label "甲｜说明" is split into label and explanation."""
        for choice in self.bound.subwidgets:
            label, _, hint = str(choice.choice_label).partition("｜")
            attrs = {**choice.data["attrs"], "class": "form-check-input"}
            choice.data["attrs"] = attrs
            yield Option(choice.id_for_label, choice.tag(wrap_label=False), label, hint)

    @property
    def accepts_many(self) -> bool:
        """Whether the file input takes several files."""
        return bool(getattr(self.bound.field.widget, "allow_multiple_selected", False))
