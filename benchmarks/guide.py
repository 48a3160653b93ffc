"""The guide page of a large item among 100,000: how long, how many queries, how heavy."""

import gc
import gzip
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.bar import Bar
from benchmarks.catalogue import ITEMS, fill_catalogue, unfrozen
from benchmarks.database import benchmark_database

if TYPE_CHECKING:
    from django.test import Client

    from onewindow.catalogue.models import ItemVersion

LIMIT = 150
QUERIES = 8
KILOBYTES = 120
ROUNDS = 3
# What large items of the sample catalogue have, and more.
MATERIALS, BASES, ANSWERED, QUESTIONS, CHOICES = 14, 6, 10, 6, 4
TEXT = "依照本条规定提出申请的，受理机关应当自收到申请之日起在规定的期限内作出决定并说明理由。"
STATIC = re.compile(r'(?:href|src)="/static/([^"?]+\.(?:css|js))')
REVISION = re.compile(r"\.[0-9a-f]{12}(?=\.)")


def guide_page() -> tuple[Bar, ...]:
    """Measure the page cold (a version's first read by the process) and warm, through HTTP."""
    with benchmark_database():
        paths = [f"/guides/{slug}/" for slug in _enrich(fill_catalogue())]
        return _measure(paths)


def _measure(paths: Sequence[str]) -> tuple[Bar, ...]:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    cold: list[Round] = []
    warm: list[Round] = []
    for _ in range(ROUNDS):
        _forget()
        # Templates and connections are warm long before most versions are read.
        _spent(client, paths[:1])
        cold.append(_spent(client, paths[1:]))
        warm.append(_spent(client, paths[1:]))
    _forget()
    among = f"{len(paths) - 1} large items among {ITEMS:,}"
    return (
        _time("guide.cold.p95", cold, f"milliseconds, first read of a version, {among}"),
        _time("guide.warm.p95", warm, f"milliseconds, {among}"),
        Bar("guide.queries", _queries(client, paths[1]), QUERIES, "queries, first read"),
        Bar(
            "guide.weight", _weight(client, paths[1]), KILOBYTES,
            "kB of HTML, CSS and JavaScript, each compressed",
        ),
    )  # fmt: skip


def _time(name: str, rounds: "Sequence[Round]", detail: str) -> Bar:
    best = min(rounds, key=lambda each: _p95(each.milliseconds))
    median = statistics.median(best.milliseconds)
    # Without the database's part; on a busy machine it says what the page itself costs.
    cpu = f"{best.cpu:.1f} of CPU on average"
    return Bar(name, _p95(best.milliseconds), LIMIT, f"{detail}, median {median:.1f}, {cpu}")


def _p95(spent: Sequence[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def _forget() -> None:
    from onewindow.portal.guides.published import frozen_of

    frozen_of.cache_clear()


@dataclass(frozen=True)
class Round:
    """Milliseconds of each page, and the mean of its CPU in this process."""

    milliseconds: Sequence[float]
    cpu: float


def _spent(client: "Client", paths: Sequence[str]) -> Round:
    gc.collect()
    spent = []
    cpu = time.process_time()
    for path in paths:
        began = time.perf_counter()
        answer = client.get(path, {"facility": "large", "more1": "choice2"})
        spent.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200
    return Round(spent, (time.process_time() - cpu) * 1000 / len(spent))


def _queries(client: "Client", path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def _weight(client: "Client", path: str) -> float:
    from django.contrib.staticfiles import finders

    html = client.get(path).content
    weight = len(gzip.compress(html))
    for name in sorted(set(STATIC.findall(html.decode()))):
        file = finders.find(REVISION.sub("", name))
        assert isinstance(file, str), name
        weight += len(gzip.compress(Path(file).read_bytes()))
    return weight / 1000


def _enrich(slugs: Sequence[str]) -> Sequence[str]:
    """Make large items of some of the many."""
    from onewindow.catalogue.models import ItemVersion

    with unfrozen():
        for version in ItemVersion.objects.filter(item__slug__in=slugs):
            _add_rows(version)
            _add_questions(version)
    return slugs


def _add_rows(version: "ItemVersion") -> None:
    from onewindow.catalogue.models import FrequentQuestion, LegalBasis, Material

    Material.objects.bulk_create(
        Material(
            version=version, position=n, code=f"more{n}", name=f"示例证明材料之{n}", note=TEXT,
            necessity="required", file_kinds=["text", "image"], basis="行政许可法第三十一条",
            when={"field": f"more{n % QUESTIONS + 1}", "op": "==", "value": f"choice{n % 4 + 1}"}
            if n % 3 == 0 else None,
        )
        for n in range(100, 100 + MATERIALS)
    )  # fmt: skip
    LegalBasis.objects.bulk_create(
        LegalBasis(version=version, position=n, law="行政许可法", article=f"第{n}条", text=TEXT * 3)
        for n in range(100, 100 + BASES)
    )
    FrequentQuestion.objects.bulk_create(
        FrequentQuestion(version=version, position=n, question=f"示例问题{n}？", answer=TEXT)
        for n in range(100, 100 + ANSWERED)
    )


def _add_questions(version: "ItemVersion") -> None:
    from onewindow.catalogue.models import Question, QuestionOption

    places = count(100)
    for n in range(1, QUESTIONS + 1):
        asked = Question.objects.create(
            version=version, position=next(places), code=f"more{n}", kind="choice",
            text=f"示例情形之{n}？",
        )  # fmt: skip
        QuestionOption.objects.bulk_create(
            QuestionOption(question=asked, position=k, code=f"choice{k}", text=f"示例选择{k}")
            for k in range(1, CHOICES + 1)
        )
