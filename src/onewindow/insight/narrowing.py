"""A diagnosis narrowed to some of its cases: what can be asked, and what was."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

import cattrs

from onewindow.insight.models import Diagnosis

if TYPE_CHECKING:
    from onewindow.eventlog import Filter

# What logs call the way in which a case came, and how it ended.
CHANNELS = ("渠道", "申请渠道", "办理渠道", "受理渠道", "channel", "Channel")
RESULTS = ("办理结果", "办结结果", "审批结果", "结果", "outcome", "result")


@dataclass(frozen=True)
class Choices:
    """What there is to choose; `channel` and `result` name the attributes of cases.

    Without such a `result` the `results` are last activities.
    """

    channel: str = ""
    channels: tuple[str, ...] = ()
    result: str = ""
    results: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def as_json(self) -> Mapping[str, object]:
        """Return it as plain values."""
        return asdict(self)


def choices_in(diagnosis: Diagnosis) -> Choices:
    """Return what a diagnosis lets one choose; one from before that knows only its units."""
    stored = diagnosis.found.get("choices")
    if stored is None:
        units = diagnosis.measures.get("load", {}).get("units", ())
        return Choices(units=tuple(each["name"] for each in units))
    return cattrs.structure(stored, Choices)


@dataclass(frozen=True)
class Asked:
    """Which cases are wanted: all conditions together; days are those of a case's first event."""

    since: str = ""
    until: str = ""
    channel: str = ""
    unit: str = ""
    result: str = ""
    variant: int = 0

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    def as_json(self) -> dict[str, str | int]:
        """Return what was asked as plain values."""
        return {key: value for key, value in asdict(self).items() if value}

    def filter(self, choices: Choices) -> "Filter":
        """Return it as the log understands it."""
        from onewindow.eventlog import Filter

        return Filter(
            since=date.fromisoformat(self.since) if self.since else None,
            until=date.fromisoformat(self.until) if self.until else None,
            units=(self.unit,) if self.unit else (),
            variants=(self.variant,) if self.variant else (),
            outcomes=(self.result,) if self.result and not choices.result else (),
            attributes={name: (value,) for name, value in self._attributes(choices)},
        )

    def _attributes(self, choices: Choices) -> Iterator[tuple[str, str]]:
        if self.channel:
            yield choices.channel, self.channel
        if self.result and choices.result:
            yield choices.result, self.result
