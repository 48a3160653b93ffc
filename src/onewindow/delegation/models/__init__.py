"""Delegations of items, authorisation letters of officers, seals of departments."""

from onewindow.delegation.models.delegations import Delegation, DelegationKind
from onewindow.delegation.models.letters import AuthorisationLetter
from onewindow.delegation.models.period import Period, Power, State
from onewindow.delegation.models.seals import Seal, SealKind

Grant = Delegation | AuthorisationLetter | Seal

__all__ = [
    "AuthorisationLetter",
    "Delegation",
    "DelegationKind",
    "Grant",
    "Period",
    "Power",
    "Seal",
    "SealKind",
    "State",
]
