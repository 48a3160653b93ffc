"""Every figure of a log, ours and pm4py's: equal on a real log and on ten dirty ones."""

import tempfile
from pathlib import Path

from benchmarks.bar import Bar
from benchmarks.mining.comparing import ask_peer, differences, ours, theirs
from benchmarks.mining.generate import write_dirty
from onewindow.eventlog import measure, read

DIRTY = 10
ALL = 1_000_000


def equal_figures(real: Path) -> Bar:
    """Compare all figures on the real log and on the dirty ones; none may differ."""
    compared, found = 0, []
    with tempfile.TemporaryDirectory() as folder:
        logs = [real]
        for seed in range(DIRTY):
            logs.append(Path(folder) / f"dirty-{seed}.csv")
            write_dirty(logs[-1], seed=seed)
        for log in logs:
            mine = ours(measure(read(log), top=ALL))
            compared += len(mine)
            found += [f"{log.name} {each}" for each in differences(mine, theirs(ask_peer(log)))]
    detail = f"{compared:,} figures of {len(logs)} logs; {'; '.join(found[:5]) or 'all equal'}"
    return Bar("mining.differences", len(found), 0, detail)
