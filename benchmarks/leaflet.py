"""The printed guide of a sample item, warm, for another situation and day each time."""

import os
import statistics
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import django
import yaml

from benchmarks.bar import Bar

if TYPE_CHECKING:
    from onewindow.documents.leaflets import Language, Leaflet
    from onewindow.portal.guides.published import Published

COUNT = 12
ROUNDS = 4
DAY = date(2026, 11, 21)
ITEMS = Path(__file__).resolve().parent.parent / "data" / "sample" / "items"
CHOICES = ("catering", "sales", "canteen")


def warm_guide() -> Bar:
    """Measure a Chinese guide in CPU milliseconds, median of others, best of some rounds."""
    return Bar("leaflet.chinese", _measured(""), 100, _detail("Chinese"))


def warm_mongolian_guide() -> Bar:
    """Measure a guide with vertical Mongolian beside the Chinese, in CPU milliseconds."""
    return Bar("leaflet.mongolian", _measured("mn"), 200, _detail("Chinese and Mongolian"))


def _detail(languages: str) -> str:
    what = f"a guide in {languages} of some five pages, PDF/A-2a"
    return f"CPU milliseconds of {what}, median of {COUNT} others, best of {ROUNDS} rounds"


def _measured(beside: str) -> float:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings")
    django.setup()
    from onewindow.documents import leaflets
    from onewindow.documents.leaflets import Language

    language = Language(beside) if beside else None
    papers = [_guide(n, language) for n in range(COUNT * ROUNDS + 1)]
    leaflets.render(papers[-1])
    rounds = []
    for first in range(0, COUNT * ROUNDS, COUNT):
        spent = []
        for paper in papers[first : first + COUNT]:
            began = time.process_time()
            leaflets.render(paper)
            spent.append((time.process_time() - began) * 1000)
        rounds.append(statistics.median(spent))
    return min(rounds)


def _guide(n: int, language: "Language | None") -> "Leaflet":
    from onewindow.cases.clocks import case_clocks
    from onewindow.cases.promise import Promise
    from onewindow.catalogue.limits import limits_by
    from onewindow.catalogue.models import ItemVersion, ServiceItem
    from onewindow.kernel.workdays import WorkCalendar
    from onewindow.portal.guides.papers import papers
    from onewindow.portal.guides.papers.situation import Situation

    published, today = _published(), DAY - timedelta(days=n)
    answers: dict[str, str | float | bool] = {
        "business": CHOICES[n % 3],
        "vending": n % 2 == 0,
        "by_agent": n % 4 < 2,
    }
    limits = limits_by(published.definition, (), answers)
    accepted = WorkCalendar.official().add(today, limits.acceptance.days)
    promise = Promise(accepted, case_clocks(WorkCalendar.official(), accepted.on, limits))
    version = ItemVersion(item=ServiceItem(code="1111999999990002XM3000131999001"), number=n)
    this = Situation(version, published, answers, limits, promise, today)
    return papers.guide(this, language, f"https://onewindow.example.com/guides/sample-{n}/")


def _published() -> "Published":
    from onewindow.catalogue.definition.paper import merge_form
    from onewindow.catalogue.exchange import read_form
    from onewindow.catalogue.extras import add_extras, read_extras
    from onewindow.portal.guides.published import Frozen, Published

    draft = read_form(ITEMS / "food-business.yaml")
    units = {step.name: (step.unit, "") for step in draft.steps}
    said = yaml.safe_load((ITEMS / "food-business.extra.yaml").read_text(encoding="utf-8"))
    for row in said["materials"].values():
        for name in ("blank_form", "sample_form"):
            row.pop(name, None)
    form = merge_form(None, draft, department="scjg", units=units)
    names = {step.unit: step.unit for step in draft.steps}
    item = add_extras(form, read_extras(said))
    return Published(Frozen(item), item, names)
