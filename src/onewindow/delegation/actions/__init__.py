"""What can be done with grants; each verb is one transaction."""

from onewindow.delegation.actions.authorising import authorise
from onewindow.delegation.actions.closing import close_ended
from onewindow.delegation.actions.delegating import Handover, delegate
from onewindow.delegation.actions.revoking import revoke
from onewindow.delegation.actions.sealing import register_seal

__all__ = ["Handover", "authorise", "close_ended", "delegate", "register_seal", "revoke"]
