"""Run a table on the ZEN engine (GoRules, MIT)."""

import json
from importlib.metadata import version

from onewindow.cases.instant.jdm import check_jdm, to_context, to_jdm
from onewindow.cases.instant.table import Table
from onewindow.cases.instant.values import Values


def engine_name() -> str:
    """Return the name and version of the engine, for the record of a decision."""
    return f"zen-engine {version('zen-engine')}"


def rows_hit(table: Table, values: Values) -> list[str]:
    """Return the codes of the rows that hold, in their order; raise whatever the engine raises.

    The model is checked right before it runs: the engine never sees a node it could misuse.
    """
    # 26 MB that only a process which decides has to load.
    import zen

    model = to_jdm(table)
    check_jdm(model)
    decision = zen.ZenEngine().create_decision(json.dumps(model, ensure_ascii=False))
    # Its stub promises an object; a collecting table answers with a list of them.
    result: object = decision.evaluate(to_context(table, values))["result"]
    if not isinstance(result, list):
        raise TypeError(f"the engine answered {result!r}")
    return [str(hit["row"]) for hit in result]
