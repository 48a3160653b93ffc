"""The form of an item as Django fields, checked by what each kind of field may hold."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onewindow.accounts.models import User
from onewindow.cases.actions import hand_in
from onewindow.cases.models import Case
from onewindow.catalogue.field_values import columns_of
from onewindow.catalogue.filling import InvalidValue, check_value, file_kinds_of
from onewindow.catalogue.models import FormField
from onewindow.design.forms import PlainForm
from onewindow.documents.uploads import accept_attribute
from onewindow.mandates.access import Identity
from onewindow.mandates.models import MandateKind
from onewindow.orgs.divisions import divisions_of
from onewindow.portal.drafts.widgets import AddressInput, TableInput
from onewindow.portal.wording import file_kinds

KEPT = 20000
_KNOWN = gettext_lazy("已自动填写，请核对。")
FEW = 6
SHORT = {FormField.Kind.NUMBER, FormField.Kind.MONEY, FormField.Kind.DATE}
MEDIUM = {FormField.Kind.PHONE, FormField.Kind.CITIZEN_ID, FormField.Kind.USCC}
HELPS_TYPING: dict[FormField.Kind, dict[str, str]] = {
    FormField.Kind.NUMBER: {"inputmode": "decimal"},
    FormField.Kind.MONEY: {"inputmode": "decimal"},
    FormField.Kind.PHONE: {"inputmode": "tel", "autocomplete": "tel"},
    FormField.Kind.CITIZEN_ID: {"autocapitalize": "characters", "spellcheck": "false"},
    FormField.Kind.USCC: {"autocapitalize": "characters", "spellcheck": "false"},
}


class KindField(forms.CharField):
    """A text that must fit the kind of its field."""

    def __init__(self, row: FormField, widget: forms.Widget, *, is_known: bool) -> None:
        self.row = row
        hint = " ".join(str(part) for part in (_KNOWN if is_known else "", _hint(row)) if part)
        super().__init__(label=row.label, help_text=hint, required=row.is_required, widget=widget)

    def clean(self, value: object) -> str:
        """Return the value as it is kept; raise ValidationError in plain words."""
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return check_value(self.row, text)
        except InvalidValue as error:
            raise forms.ValidationError(self.row.message or error.message) from error


class FieldsForm(PlainForm):
    """The fields of an item's application form."""

    def __init__(
        self,
        rows: Sequence[FormField],
        data: Mapping[str, object] | None = None,
        *,
        saved: Mapping[str, str] | None = None,
        known: Mapping[str, str] | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
    ) -> None:
        self.rows = rows
        known = known or {}
        super().__init__(data, files, initial={**known, **(saved or {})})
        for row in rows:
            if row.kind == FormField.Kind.FILE:
                self.fields[row.code] = _file_field(row)
                continue
            self.fields[row.code] = KindField(row, _widget(row), is_known=row.code in known)

    def kept(self) -> dict[str, str]:
        """Return what to keep: the values that fit, and the others as they were typed."""
        self.is_valid()
        typed = {
            row.code: str(self.cleaned_data.get(row.code, self._sent(row)))
            for row in self.rows
            if row.kind != FormField.Kind.FILE
        }
        # PostgreSQL stores no NUL.
        return {code: text.replace("\0", "")[:KEPT] for code, text in typed.items()}

    def _sent(self, row: FormField) -> object:
        widget = self.fields[row.code].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(row.code)) or ""

    def take_in(self, case: Case, *, by: User, at: datetime) -> None:
        """Keep the files that were sent; each refused one becomes an error beside its field."""
        for row in self.rows:
            sent = self.cleaned_data.get(row.code)
            if row.kind == FormField.Kind.FILE and sent:
                for sentence in hand_in(case, row, [sent], by=by, at=at).refusals:
                    self.add_error(row.code, sentence)

    def sized(self) -> list[tuple[forms.BoundField, str]]:
        """Return the fields with the size that hints at how much belongs into each."""
        return [(self[row.code], _size(row)) for row in self.rows]


class StartForm(PlainForm):
    """In whose name somebody applies."""

    identity = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(
        self, identities: Sequence[Identity], data: Mapping[str, object] | None = None
    ) -> None:
        first = {"identity": identities[0].key} if len(identities) == 1 else {}
        super().__init__(data, initial=first)
        field = self.fields["identity"]
        if isinstance(field, forms.ChoiceField):
            field.label = _("为谁办理？")
            field.choices = [(each.key, _identity(each)) for each in identities]


class SubmissionForm(forms.Form):
    """The last button; whoever wants a human says so before."""

    wants_human = forms.BooleanField(required=False)


class EmptyForm(forms.Form):
    """A form that only carries what the domain refuses."""


def _identity(identity: Identity) -> str:
    kind = _("本人")
    mandate = identity.mandate
    if mandate is not None and identity.company:
        is_head = mandate.kind == MandateKind.REPRESENTATIVE
        kind = _("企业，您是法定代表人") if is_head else _("企业，您是代办人")
    elif mandate is not None:
        kind = _("个人，您是代办人")
    code = identity.code
    return f"{identity.name}｜{kind} · {code}" if code else f"{identity.name}｜{kind}"


def _hint(row: FormField) -> str:
    example = _("例如：%(example)s") % {"example": row.example} if row.example else ""
    return " ".join(part for part in (row.help, example) if part)


def _file_field(row: FormField) -> forms.Field:
    kinds = file_kinds_of(row)
    told = _("可以传%(groups)s；每个不超过 %(limit)d MB。") % {
        "groups": file_kinds(kinds),
        "limit": settings.UPLOAD_FILE_BYTES // (1024 * 1024),
    }
    attrs = {"accept": accept_attribute(kinds), "data-max-bytes": settings.UPLOAD_FILE_BYTES}
    # Whether a file is there already is for the whole draft to say, not for one page.
    return forms.FileField(
        label=row.label, help_text=" ".join(part for part in (_hint(row), told) if part),
        required=False, widget=forms.FileInput(attrs=attrs),
    )  # fmt: skip


def _size(row: FormField) -> str:
    kind = FormField.Kind(row.kind)
    return "short" if kind in SHORT else "medium" if kind in MEDIUM else ""


def _widget(row: FormField) -> forms.Widget:
    kind = FormField.Kind(row.kind)
    if kind in WIDGETS:
        return WIDGETS[kind](row)
    return forms.TextInput(attrs=dict(HELPS_TYPING.get(kind, {})))


def _choice(row: FormField) -> forms.Widget:
    choices = [(choice, choice) for choice in row.choices]
    if len(choices) <= FEW:
        return forms.RadioSelect(choices=choices)
    return forms.Select(choices=[("", _("请选择")), *choices])


WIDGETS: dict[FormField.Kind, Callable[[FormField], forms.Widget]] = {
    FormField.Kind.CHOICE: _choice,
    FormField.Kind.TABLE: lambda row: TableInput(columns_of(row)),
    FormField.Kind.ADDRESS: lambda _row: AddressInput(divisions_of(settings.REGION_CODE)),
    FormField.Kind.LONG_TEXT: lambda _row: forms.Textarea(attrs={"rows": 4}),
    FormField.Kind.DATE: lambda _row: forms.DateInput(),
}
