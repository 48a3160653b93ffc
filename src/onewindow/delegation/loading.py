"""Load sample papers with days counted from today, by the same verbs as anybody else's."""

import io
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NotRequired, TypedDict

import yaml
from django.utils.timezone import localdate

from onewindow.catalogue.models import ServiceItem
from onewindow.delegation import actions
from onewindow.delegation.actions.authorising import Mandate
from onewindow.delegation.models import (
    AuthorisationLetter,
    Delegation,
    DelegationKind,
    Power,
    Seal,
    SealKind,
)
from onewindow.delegation.seal_images import receive_seal
from onewindow.orgs.models import Department, Officer

# "from" is the data's own word and no name a class can have.
SealEntry = TypedDict(
    "SealEntry",
    {"department": str, "by": str, "from": int, "to": NotRequired[int], "kinds": list[str]},
)
DelegationEntry = TypedDict(
    "DelegationEntry",
    {
        "item": str, "to": str, "kind": str, "by": str, "powers": list[str],
        "scope": NotRequired[str], "basis": str, "filing_number": str, "filed": int,
        "from": int, "until": NotRequired[int], "revoked": NotRequired[str],
    },
)  # fmt: skip
LetterEntry = TypedDict(
    "LetterEntry",
    {
        "department": str, "officer": str, "by": str, "powers": list[str], "from": int, "to": int,
        "items": NotRequired[list[str]], "seals": NotRequired[list[str]],
        "revoked": NotRequired[str],
    },
)  # fmt: skip


class Papers(TypedDict):
    """What `delegations.yaml` holds."""

    seals: list[SealEntry]
    delegations: list[DelegationEntry]
    letters: list[LetterEntry]


def load_papers(folder: Path, *, at: datetime) -> int:
    """Make seals, delegations and letters if there are none yet; return how many there are."""
    if not Seal.objects.exists():
        papers: Papers = yaml.load(
            (folder / "delegations.yaml").read_bytes(), Loader=yaml.CSafeLoader
        )
        _load_seals(papers["seals"], folder / "seals", at)
        for delegation in papers["delegations"]:
            _load_delegation(delegation, at)
        for letter in papers["letters"]:
            _load_letter(letter, at)
    return sum(model.objects.count() for model in (Seal, Delegation, AuthorisationLetter))


def _load_seals(entries: Iterable[SealEntry], folder: Path, at: datetime) -> None:
    for entry in entries:
        for kind in entry["kinds"]:
            path = folder / f"{entry['department']}-{kind}.svg"
            start, end = _days(at, entry["from"], entry.get("to"))
            actions.register_seal(
                Department.objects.get(short_code=entry["department"]),
                SealKind(kind),
                receive_seal(io.BytesIO(path.read_bytes()), name=path.name),
                valid_from=start,
                valid_to=end,
                by=_officer(entry["by"]).actor,
                at=_past(at, entry["from"]),
            )


def _load_delegation(entry: DelegationEntry, at: datetime) -> None:
    item = ServiceItem.objects.get(slug=entry["item"])
    start, end = _days(at, entry["from"], entry.get("until"))
    handover = actions.Handover(
        kind=DelegationKind(entry["kind"]),
        powers=[Power(power) for power in entry["powers"]],
        basis=entry["basis"],
        filing_number=entry["filing_number"],
        filed_on=localdate(at) + timedelta(days=entry["filed"]),
        valid_from=start,
        valid_to=end,
        scope=entry.get("scope", ""),
    )
    by, to = _officer(entry["by"]).actor, Department.objects.get(short_code=entry["to"])
    recorded = _past(at, entry["from"])
    made = actions.delegate(item, handover, to=to, giver=item.department, by=by, at=recorded)
    if reason := entry.get("revoked"):
        actions.revoke(made, by=by, reason=reason, at=_past(at, -3))


def _load_letter(entry: LetterEntry, at: datetime) -> None:
    department = Department.objects.get(short_code=entry["department"])
    start, end = _days(at, entry["from"], entry["to"])
    mandate = Mandate(
        powers=[Power(power) for power in entry["powers"]],
        valid_from=start,
        valid_to=end or start,
        items=list(ServiceItem.objects.filter(slug__in=entry.get("items", []))),
        seals=list(Seal.objects.filter(department=department, kind__in=entry.get("seals", []))),
    )
    by, recorded = _officer(entry["by"]).actor, _past(at, entry["from"])
    made = actions.authorise(department, _officer(entry["officer"]), mandate, by=by, at=recorded)
    if reason := entry.get("revoked"):
        actions.revoke(made, by=by, reason=reason, at=_past(at, -3))


def _officer(username: str) -> Officer:
    return Officer.objects.select_related("user", "department").get(user__username=username)


def _days(at: datetime, start: int, end: int | None) -> tuple[date, date | None]:
    today = localdate(at)
    return (
        today + timedelta(days=start),
        None if end is None else today + timedelta(days=end),
    )


def _past(at: datetime, days: int) -> datetime:
    return at + timedelta(days=min(days, -1))
