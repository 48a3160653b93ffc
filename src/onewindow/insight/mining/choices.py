"""By what the cases of a log can be told apart: what a reader may narrow a diagnosis to."""

from typing import TYPE_CHECKING

from onewindow.eventlog.running import rows
from onewindow.insight.narrowing import CHANNELS, RESULTS, Choices
from onewindow.insight.vocabulary import BY_APPLICANT

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog
    from onewindow.eventlog.measures import Measures

MOST = 30


def choices_of(log: "EventLog", measures: "Measures") -> Choices:
    """Return what there is to choose from; without results: the last steps."""
    channel, channels = _attribute(log, CHANNELS)
    result, results = _attribute(log, RESULTS)
    ends = tuple(measures.graph.ends)[:MOST]
    return Choices(
        channel,
        channels,
        result,
        results or ends,
        tuple(each.name for each in measures.load.units[:MOST] if each.name not in BY_APPLICANT),
    )


def _attribute(log: "EventLog", names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the first attribute that cases have, with its values, the most frequent first."""
    for name in names:
        if f"case_{name}" not in log.cases.columns:
            continue
        column = log.cases[f"case_{name}"].cast("string")
        counted = log.cases.select(value=column).value_counts()
        found = [
            (-int(str(row["value_count"])), str(row["value"]))
            for row in rows(counted)
            if row["value"] not in {None, ""}
        ]
        if 1 < len(found) <= MOST:
            return name, tuple(value for _count, value in sorted(found))
    return "", ()
