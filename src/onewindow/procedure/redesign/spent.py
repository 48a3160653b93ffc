"""What has nothing left to do beside what is accepted, and through which of it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.redesign.accepting import applied
from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.errors import Moot, UnlawfulResult
from onewindow.procedure.redesign.proposal import ORDER, Proposal


@dataclass(frozen=True)
class Spent:
    """Why a proposal would change nothing, and the title of the one that did it already, if one."""

    reason: str
    by: str = ""


def spent(
    definition: Definition, proposals: Iterable[Proposal], accepted: Iterable[Proposal]
) -> Mapping[str, Spent]:
    """Return by their codes the proposals that the accepted ones leave nothing to do.

    One is tried where it stands in the order: what is applied later takes nothing from it. Those
    that exclude each other are never tried together.
    """
    taken = sorted(accepted, key=_place)
    after, found = _Tried(definition), {}
    for each in proposals:
        before = [one for one in taken if _place(one) < _place(each) and not one.excludes(each)]
        reason = _nothing_left(after.all_of(before), each)
        if reason:
            alone = (one for one in before if _nothing_left(after.all_of([one]), each))
            found[each.code] = Spent(reason, next((one.title for one in alone), ""))
    return found


def _place(proposal: Proposal) -> tuple[int, str]:
    return ORDER[proposal.heuristic], proposal.code


class _Tried:
    """What proposals make of a definition, each row of them worked out once."""

    def __init__(self, definition: Definition) -> None:
        self.original = definition
        self.known: dict[tuple[str, ...], Definition] = {(): definition}

    def all_of(self, row: Sequence[Proposal]) -> Definition:
        """Return the definition after all of them, without those that cannot be applied."""
        codes = tuple(each.code for each in row)
        if codes not in self.known:
            current = self.all_of(row[:-1])
            with suppress(Moot, UnlawfulResult):
                current = applied(self.original, current, row[-1])
            self.known[codes] = current
        return self.known[codes]


def _nothing_left(current: Definition, proposal: Proposal) -> str:
    try:
        is_same = proposal.apply(current) == current
    except Moot as error:
        return str(error)
    except ProcedureError:
        return ""
    return "没有可以再改的" if is_same else ""
