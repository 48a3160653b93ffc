"""The system itself as who acts on a step, where the law lets it."""

from dataclasses import dataclass

from onewindow.events.rules import SYSTEM, Actor


@dataclass(frozen=True)
class Machine:
    """Acts like an officer without a post: the ledger names the system, no role is asked."""

    actor: Actor = SYSTEM
    pk: None = None


MACHINE = Machine()
