"""The heuristics, one to a file: definition and evidence in, drafts of proposals out."""

from collections.abc import Callable, Iterator

from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.proposal import Proposal

ALL: tuple[Callable[[Definition, Evidence], Iterator[Proposal]], ...] = ()
