"""What the law demands of a grant; pure functions, each problem with its field and reason."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onewindow.orgs.rules import lineage

# GB 32100: registered by 机构编制, category 机关.
ORGAN = "11"
NAMED_LAW = re.compile(r"《[^《》]+》")


class Reason(StrEnum):
    """Why a grant is not recorded; `wording` has the sentence and the article."""

    NOT_IN_FORCE = "not_in_force"
    FURTHER = "further"
    TO_ITSELF = "to_itself"
    TO_HIMSELF = "to_himself"
    NO_ORGAN = "no_organ"
    NOT_BELOW = "not_below"
    NO_POWER = "no_power"
    NO_BASIS = "no_basis"
    NOT_FILED = "not_filed"
    FILED_LATER = "filed_later"
    BEFORE_FILING = "before_filing"
    ENDS_FIRST = "ends_first"
    OVER = "over"


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field."""

    field: str
    reason: Reason


@dataclass(frozen=True)
class Party:
    """A department as these rules see it: its credit code and its region's code."""

    code: str
    region: str

    @property
    def is_organ(self) -> bool:
        """Whether its credit code is that of an administrative organ (机关)."""
        return self.code.startswith(ORGAN)


@dataclass(frozen=True)
class Grant:
    """A delegation before it is recorded; `owner` is the item's department."""

    is_entrusted: bool
    # By what is in force, whatever a draft says.
    is_in_force: bool
    is_licence: bool
    owner: Party
    giver: Party
    to: Party
    powers: tuple[str, ...]
    basis: str
    filing_number: str
    filed_on: date
    valid_from: date
    valid_to: date | None


def problems_of(grant: Grant, *, on: date) -> list[Problem]:
    """Return everything that keeps a delegation from being recorded on a day."""
    return [
        *_party_problems(grant),
        *_paper_problems(grant, on),
        *period_problems(grant.valid_from, grant.valid_to, on=on),
    ]


def period_problems(valid_from: date, valid_to: date | None, *, on: date) -> Iterator[Problem]:
    """Yield what is wrong with a period that is recorded on a day."""
    if valid_to is not None and valid_to <= valid_from:
        yield Problem("valid_to", Reason.ENDS_FIRST)
    elif valid_to is not None and valid_to <= on:
        yield Problem("valid_to", Reason.OVER)


def _party_problems(grant: Grant) -> Iterator[Problem]:
    if not grant.is_in_force:
        yield Problem("item", Reason.NOT_IN_FORCE)
    if grant.giver.code != grant.owner.code:
        yield Problem("item", Reason.FURTHER)
    if grant.to.code == grant.owner.code:
        yield Problem("to", Reason.TO_ITSELF)
    elif grant.is_entrusted and grant.is_licence and not grant.to.is_organ:
        yield Problem("to", Reason.NO_ORGAN)
    elif not grant.is_entrusted and not _is_below(grant.to.region, grant.owner.region):
        yield Problem("to", Reason.NOT_BELOW)
    if not grant.powers:
        yield Problem("powers", Reason.NO_POWER)


def _paper_problems(grant: Grant, on: date) -> Iterator[Problem]:
    if not NAMED_LAW.search(grant.basis):
        yield Problem("basis", Reason.NO_BASIS)
    if not grant.filing_number.strip():
        yield Problem("filing_number", Reason.NOT_FILED)
    if grant.filed_on > on:
        yield Problem("filed_on", Reason.FILED_LATER)
    if grant.valid_from < grant.filed_on:
        yield Problem("valid_from", Reason.BEFORE_FILING)


def _is_below(region: str, above: str) -> bool:
    return region != above and above in lineage(region)
