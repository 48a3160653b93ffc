"""The ways out of the house, one adapter each; a city names its own in the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Message:
    """What goes out; `reference` is the same whenever the same message goes out again."""

    reference: str
    title: str
    text: str


class Undeliverable(Exception):
    """The other side says that it will never take this; trying again is of no use."""


class Channel(Protocol):
    """One way to reach somebody."""

    def send(self, address: str, message: Message) -> None:
        """Hand a message over; raise Undeliverable, or anything else to have it tried again."""


def channels() -> Mapping[str, Channel]:
    """Return the adapters that this installation has, by the channel's code."""
    found: dict[str, Channel] = {}
    for code, name in settings.MESSAGE_CHANNELS.items():
        if name:
            found[code] = import_string(name)(code)
    return found
