"""The heuristics, one to a file: definition and evidence in, drafts of proposals out."""

from collections.abc import Callable, Iterator

from onewindow.procedure.redesign.definition import Definition
from onewindow.procedure.redesign.evidence import Evidence
from onewindow.procedure.redesign.heuristics.commitment import commitment
from onewindow.procedure.redesign.heuristics.contact_reduction import contact_reduction
from onewindow.procedure.redesign.heuristics.control_addition import control_addition
from onewindow.procedure.redesign.heuristics.deferral import deferral
from onewindow.procedure.redesign.heuristics.delegation import delegation
from onewindow.procedure.redesign.heuristics.empower import empower
from onewindow.procedure.redesign.heuristics.joint_inspection import joint_inspection
from onewindow.procedure.redesign.heuristics.knock_out import knock_out
from onewindow.procedure.redesign.heuristics.limits import limits
from onewindow.procedure.redesign.heuristics.once_only import once_only
from onewindow.procedure.redesign.heuristics.order_based_work import order_based_work
from onewindow.procedure.redesign.heuristics.parallelism import parallelism
from onewindow.procedure.redesign.heuristics.promise import promise
from onewindow.procedure.redesign.heuristics.resequencing import resequencing
from onewindow.procedure.redesign.heuristics.task_automation import task_automation
from onewindow.procedure.redesign.heuristics.task_composition import task_composition
from onewindow.procedure.redesign.heuristics.task_elimination import task_elimination
from onewindow.procedure.redesign.heuristics.triage import triage
from onewindow.procedure.redesign.heuristics.unfounded_fees import unfounded_fees
from onewindow.procedure.redesign.proposal import Proposal

ALL: tuple[Callable[[Definition, Evidence], Iterator[Proposal]], ...] = (
    limits,
    once_only,
    commitment,
    deferral,
    unfounded_fees,
    task_elimination,
    empower,
    control_addition,
    task_composition,
    joint_inspection,
    resequencing,
    knock_out,
    parallelism,
    order_based_work,
    triage,
    delegation,
    task_automation,
    contact_reduction,
    promise,
)
