"""The sample city's departments and extras for tests of the catalogue."""

import yaml

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.paper import merge_form
from onewindow.catalogue.exchange import read_form
from onewindow.catalogue.extras import ItemExtras, add_extras, read_extras
from onewindow.catalogue.storing.tables import FILES
from onewindow.config import data_folder
from onewindow.config.commands.sample import read_sample
from onewindow.orgs import divisions
from onewindow.orgs.loading import load_departments

SAMPLE = data_folder() / "sample"


def load_sample_departments() -> None:
    """Load the sample city's regions and departments."""
    divisions.load_regions(read_sample(SAMPLE / "regions.yaml")["regions"])
    listed = read_sample(SAMPLE / "departments.yaml")
    load_departments(listed["departments"], region=listed["region"])


def definition(item: str) -> ItemDefinition:
    """Return what a sample item says, every step at one invented unit; no database."""
    draft = read_form(SAMPLE / "items" / f"{item}.yaml")
    units = {step.name: ("unit", "post") for step in draft.steps}
    plain = merge_form(None, draft, department="office", units=units)
    return add_extras(plain, extras(item))


def extras(item: str) -> ItemExtras:
    """Return the extras of a sample item, without its files."""
    said = yaml.safe_load((SAMPLE / "items" / f"{item}.extra.yaml").read_text("utf-8"))
    for row in said["materials"].values():
        for name in FILES & row.keys():
            del row[name]
    return read_extras(said)
