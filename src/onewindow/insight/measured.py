"""What our own cases of an item say of its steps."""

import tempfile
from pathlib import Path

from onewindow.cases.models import Case
from onewindow.catalogue.models import ItemVersion
from onewindow.insight.mining.sources import MAPPING, write_steps
from onewindow.orgs.calendars import calendar_for
from onewindow.procedure.redesign import NOTHING_MEASURED, Definition, Evidence


def evidence_of_cases(version: ItemVersion, definition: Definition) -> Evidence:
    """Measure the submitted cases of a version's item; nothing where no step is done yet."""
    from onewindow.eventlog import measure, read
    from onewindow.insight.logs import evidence_in

    cases = Case.objects.submitted().filter(version__item=version.item_id)
    with tempfile.TemporaryDirectory(prefix="onewindow-redesign-") as folder:
        path = Path(folder) / "cases.csv"
        if not write_steps(cases, path):
            return NOTHING_MEASURED
        calendar = calendar_for(version.item.region_id)
        log = read(path, mapping=MAPPING)
        return evidence_in(log, measure(log, calendar), calendar, definition)
