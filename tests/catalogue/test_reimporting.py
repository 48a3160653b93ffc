"""The exported form of an item, read again, says the same: an equal version."""

from collections.abc import Callable

import pytest

from onewindow.catalogue.actions import store_draft
from onewindow.catalogue.exchange import read_form, write_docx, write_xlsx
from onewindow.catalogue.form import ItemDraft
from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.catalogue.paper import draft_of
from onewindow.catalogue.storing import definition_of
from onewindow.events.rules import Actor
from tests.cast import AT
from tests.catalogue.sample import SAMPLE, extras, load_sample_departments


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slug", "kind", "write"),
    [("construction-permit", "docx", write_docx), ("food-business", "xlsx", write_xlsx)],
)
def test_the_exported_form_makes_an_equal_version(
    slug: str, kind: str, write: Callable[[ItemDraft], bytes]
) -> None:
    load_sample_departments()
    by = Actor("official/a", "甲")
    form = read_form(SAMPLE / "items" / f"{slug}.yaml")
    first = store_draft(form, by=by, at=AT, extras=extras(slug))
    ItemVersion.objects.filter(pk=first.pk).update(status=VersionStatus.PUBLISHED)
    first.refresh_from_db()
    again = store_draft(read_form(write(draft_of(first)), f"form.{kind}"), by=by, at=AT)
    assert (again.number, again.status) == (2, VersionStatus.DRAFT)
    assert definition_of(again) == definition_of(first)
