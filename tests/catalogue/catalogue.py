"""The whole base catalogue and the sample items, in the index."""

import csv
from pathlib import Path

import yaml
from django.conf import settings

from onewindow.catalogue.models import BaseItem, ItemVersion, ServiceItem
from onewindow.catalogue.search import rebuild
from onewindow.orgs.models import Department, Region
from tests.cases.building import MONDAY


def index_everything() -> int:
    """Put every name of the list and every sample item into the index; return how many.

    Rows whose organisation code is broken have names all the same: people ask for them too.
    """
    base = settings.DATA_FOLDER / "base" / "items" / "items.csv"
    with base.open(encoding="utf-8-sig", newline="") as file:
        BaseItem.objects.bulk_create(
            BaseItem(
                code=str(line), name=row["item_name"].strip(), item_type=row["task_type"].zfill(2),
                main_name="" if row["main_item"] == "未分类" else row["main_item"].strip(),
                department_name=row["department"], area_code=row["area_code"], source="list",
            )
            for line, row in enumerate(csv.DictReader(file))
        )  # fmt: skip
    region = Region.objects.create(code="999900", name="示例市", level="city")
    for path in sorted((settings.DATA_FOLDER / "sample" / "items").glob("*.extra.yaml")):
        _publish(path, region)
    return rebuild()


def _publish(path: Path, region: Region) -> None:
    extra = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    form_path = path.with_name(path.name.replace(".extra", ""))
    form = yaml.load(form_path.read_bytes(), Loader=yaml.CSafeLoader)
    slug = extra["slug"]
    department, _ = Department.objects.get_or_create(
        name=form["department"],
        defaults={"code": slug[:18], "short_code": slug, "short_name": form["department"],
                  "region": region},
    )  # fmt: skip
    item = ServiceItem.objects.create(
        code=slug, slug=slug, number=slug, department=department, region=region
    )
    ItemVersion.objects.create(
        item=item, number=1, name=form["name"], form_number=form["number"],
        subject=form["subject"], item_type=form["item_type"], aliases=form["aliases"],
        acceptance_limit=1, review_limit=1, statutory_limit=1, phone=form["phone"],
        drafted_by="x", status="published", published_at=MONDAY, themes=form["themes"],
    )  # fmt: skip
