"""Decision tables in every state that the permission table asks about."""

from dataclasses import dataclass, replace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from onewindow.accounts.models import User
from onewindow.cases.instant.models import DecisionTable
from onewindow.cases.instant.sheets.writing import write_workbook
from onewindow.cases.instant.storing import examples_of, table_of
from onewindow.cases.models import Case
from onewindow.catalogue.models import ItemVersion
from tests.cases.instant.building import (
    Shop,
    build_shop,
    hand_in,
    make_active,
    make_shadow,
    make_table,
)


@dataclass(frozen=True)
class Tables:
    """A draft, a table beside humans, an item that has none, and a case decided at once."""

    draft: DecisionTable
    shadow: DecisionTable
    free: ItemVersion
    decided: Case

    def file(self) -> SimpleUploadedFile:
        """Return the draft as a file."""
        rules = table_of(self.draft)
        return SimpleUploadedFile("t.xlsx", write_workbook(rules, examples_of(self.draft, rules)))


def make_tables(department: str, applicant: User) -> Tables:
    """Make them in a department; the applicant handed the case in."""
    shops = [build_shop(f"table{n}", department) for n in range(3)]
    decided = _decided(replace(shops[1], applicant=applicant))
    return Tables(
        make_table(shops[0].version), make_shadow(shops[2].version), shops[1].version, decided
    )


def _decided(shop: Shop) -> Case:
    make_active(shop.version)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "INSTANT_CHECK_PERCENT", 100)
        return hand_in(shop)
