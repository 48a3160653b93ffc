"""One form field for an element or a column, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext as _

MOST = 999
LONGEST = 20_000
Choice = tuple[str, object]


@dataclass(frozen=True)
class Wanted:
    """What a field must take. `longest` counts characters, of each line where there are many."""

    kind: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)
    longest: int | None = None
    is_required: bool = False
    can_be_empty: bool = False
    groups: tuple[Choice, ...] = ()
    hint: str = ""
    empty: str = ""


class LinesField(forms.CharField):
    """Several texts, one on each line; blank lines do not count."""

    widget = forms.Textarea

    def __init__(self, *, longest: int | None, label: str, hint: str) -> None:
        super().__init__(label=label, help_text=hint, required=False, max_length=LONGEST)
        self._longest = longest

    def prepare_value(self, value: object) -> object:
        """Write a line for each text."""
        return "\n".join(value) if isinstance(value, tuple | list) else value

    def clean(self, value: object) -> tuple[str, ...]:
        """Return the lines; refuse one that is too long."""
        text: str = super().clean(value)
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        for number, line in enumerate(lines, 1):
            if self._longest is not None and len(line) > self._longest:
                raise forms.ValidationError(
                    _("第 %(number)d 行有 %(length)d 个字，最多 %(longest)d 个字。")
                    % {"number": number, "length": len(line), "longest": self._longest}
                )
        return lines


class LongField(forms.CharField):
    """A text of several lines, line ends as they are stored."""

    widget = forms.Textarea

    def clean(self, value: object) -> str:
        """Return the text with plain line ends."""
        text: str = super().clean(value)
        return text.replace("\r\n", "\n").replace("\r", "\n")


class TupleField(forms.MultipleChoiceField):
    """Several choices, as a tuple in the order in which they are offered."""

    widget = forms.CheckboxSelectMultiple

    def __init__(
        self, options: Mapping[str, str], *, label: str, required: bool, help_text: str
    ) -> None:
        super().__init__(
            choices=list(options.items()), label=label, required=required, help_text=help_text
        )
        self._order = tuple(options)

    def clean(self, value: object) -> tuple[str, ...]:
        """Return what was ticked."""
        ticked = set(super().clean(value))
        return tuple(code for code in self._order if code in ticked)


def make_field(wanted: Wanted) -> forms.Field:
    """Return the form field for what is wanted."""
    return MAKERS[wanted.kind](wanted)


def longest_of(model: type[models.Model], name: str) -> int | None:
    """Return how many characters a column of the database takes, None for any number."""
    column = model._meta.get_field(name)
    if isinstance(column, ArrayField):
        column = column.base_field
    return getattr(column, "max_length", None)


def may_be_empty(model: type[models.Model], name: str) -> bool:
    """Whether a column of the database may hold an empty text."""
    return bool(getattr(model._meta.get_field(name), "blank", False))


def _text(wanted: Wanted) -> forms.Field:
    return forms.CharField(
        label=wanted.label, max_length=wanted.longest, required=wanted.is_required,
        help_text=wanted.hint,
    )  # fmt: skip


def _long(wanted: Wanted) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 3})
    return LongField(
        label=wanted.label, max_length=wanted.longest or LONGEST, required=wanted.is_required,
        widget=widget, help_text=wanted.hint,
    )  # fmt: skip


def _lines(wanted: Wanted) -> forms.Field:
    return LinesField(
        longest=wanted.longest, label=wanted.label, hint=wanted.hint or _("每行一条。")
    )


def _number(wanted: Wanted) -> forms.Field:
    return forms.IntegerField(
        label=wanted.label, min_value=0, max_value=MOST, help_text=wanted.hint,
        error_messages={
            "max_value": _("最多 %(most)d。") % {"most": MOST}, "min_value": _("不能小于 0。"),
        },
    )  # fmt: skip


def _flag(wanted: Wanted) -> forms.Field:
    return forms.BooleanField(label=wanted.label, required=False)


def _choice(wanted: Wanted) -> forms.Field:
    blank: list[Choice] = [("", wanted.empty or _("未定"))] if wanted.can_be_empty else []
    choices = [*blank, *(wanted.groups or wanted.options.items())]
    return forms.ChoiceField(label=wanted.label, choices=choices, required=not wanted.can_be_empty)


def _integer(wanted: Wanted) -> forms.Field:
    return forms.TypedChoiceField(label=wanted.label, choices=wanted.options.items(), coerce=int)


def _choices(wanted: Wanted) -> forms.Field:
    return TupleField(
        wanted.options, label=wanted.label, required=wanted.is_required, help_text=wanted.hint,
    )  # fmt: skip


MAKERS: Mapping[str, Callable[[Wanted], forms.Field]] = {
    "text": _text,
    "long": _long,
    "words": _lines,
    "lines": _lines,
    "number": _number,
    "flag": _flag,
    "choice": _choice,
    "integer": _integer,
    "choices": _choices,
}
