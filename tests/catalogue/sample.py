"""The sample city's departments and extras for tests of the catalogue."""

import yaml

from onewindow.catalogue.extras import ItemExtras, read_extras
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


def extras(item: str) -> ItemExtras:
    """Return the extras of a sample item."""
    return read_extras(yaml.safe_load((SAMPLE / "items" / f"{item}.extra.yaml").read_text("utf-8")))
