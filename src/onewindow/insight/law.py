"""What law demands of the order of steps, from `data/base/precedences.yaml`."""

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from onewindow.procedure.redesign import Law
from onewindow.procedure.redesign.notation import read_law


@cache
def law_in_force() -> Law:
    """Return the rules of this city; raise BadDefinition for a faulty file."""
    return law_of(settings.DATA_FOLDER)


def law_of(data_folder: Path) -> Law:
    """Return the rules of a data folder; raise BadDefinition for a faulty file."""
    text = (data_folder / "base" / "precedences.yaml").read_bytes()
    return read_law(yaml.load(text, Loader=yaml.CSafeLoader))
