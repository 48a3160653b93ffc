"""Every field that could hold personal data is registered, or said to hold none."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from onewindow.accounts.personal import DataClass, register
from onewindow.accounts.personal_page import page_of
from onewindow.catalogue.models import FormField
from onewindow.orgs.models import Role
from tests.guards import tree

HOLDS_TEXT = (
    models.CharField, models.TextField, models.BinaryField, models.JSONField, ArrayField,
    models.FileField, models.GenericIPAddressField,
)  # fmt: skip


def text_fields() -> Iterator[tuple[str, str]]:
    """Yield model and field of everything that holds more than a code from a list."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            chosen = field.base_field.choices if isinstance(field, ArrayField) else field.choices
            is_ours = model.__module__.startswith("onewindow.")
            if is_ours and isinstance(field, HOLDS_TEXT) and not chosen:
                yield model._meta.label, field.name


def test_every_field_is_registered_or_said_to_be_no_personal_data() -> None:
    fields = list(text_fields())
    assert len(fields) > 200
    known = register()
    assert [f"{model}.{field}" for model, field in fields if not known.knows(model, field)] == []


def test_the_register_names_only_what_there_is() -> None:
    there = set(text_fields())
    known = register()
    named = {(model, field) for model, fields in known.models.items() for field in fields}
    named |= {(model, field) for model, fields in known.not_personal.items() for field in fields}
    assert named - there == set()
    everywhere = {field for _model, field in there}
    assert (set(known.common) | set(known.not_personal_names)) - everywhere == set()
    assert set(known.form_fields) <= set(FormField.Kind.values)


def test_sensitive_data_is_encrypted_and_masked_and_roles_are_roles() -> None:
    known = register()
    entries = [each for fields in known.models.values() for each in fields.values()]
    entries += [*known.common.values(), *known.form_fields.values()]
    assert [
        each.name for each in entries if each.data_class is DataClass.SENSITIVE and not each.sealed
    ] == []
    assert {role for each in entries for role in each.roles} <= set(Role.values)
    for kind in ("citizen_id", "phone", "address"):
        assert known.is_masked(kind)
        assert not known.may_see(kind, {Role.SUPERVISOR})


def test_the_page_of_the_docs_is_what_the_command_prints() -> None:
    page = tree.ROOT / "docs" / "personal-data.md"
    assert page.read_text(encoding="utf-8") == page_of(register())
