"""Measure the pages, the sweeps and the recheck over a million cases, as people and jobs ask."""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from benchmarks.bar import Bar

if TYPE_CHECKING:
    from django.test import Client

T = TypeVar("T")

LIMIT = 300
ROUNDS = 2
CASES_A_SECOND = 2000
RECHECKED_SECONDS = 60
# Of the hall, where all intake is; who decides; who reviews; of a new department; who sees all.
OFFICERS = ("officer-0", "officer-1", "officer-2", "officer-39", "supervisor")
SEARCHERS = ("officer-2", "officer-39", "supervisor")
WORDS = (
    "食品", "食品经营许可", "许可", "登记", "结婚登记 王", "王", "王建国", "示例·王建国", "建国",
    "有限公司", "餐饮有限公司", "烟草 医药有限公司", "没有这样的词", "欧阳震华", "第7类", "排污 李",
    "示例",
)  # fmt: skip
STATUSES = (
    "submitted", "accepted", "finished", "withdrawn", "not_accepted", "terminated", "letter_failed",
)  # fmt: skip


def measured() -> Iterator[Bar]:
    """Yield the bars; the recheck reads what the pages have in memory out of it: it is the last."""
    clients = {name: _client(name) for name in OFFICERS}
    numbers = _numbers()
    watcher = clients["supervisor"]
    page = [(watcher, f"/desk/cases/{number}/", dict[str, str]()) for number in numbers]
    yield _page_bar("million.work_list.p95", list(_work(clients)))
    yield _page_bar("million.search.p95", list(_searches(clients, numbers)))
    yield _page_bar("million.case_page.p95", page)
    yield _sweeps()
    yield _due_soon()
    yield _recheck()


Asked = tuple["Client", str, dict[str, str]]


def _client(username: str) -> "Client":
    from tests.cast import signed_in

    from onewindow.accounts.models import User

    return signed_in(User.objects.get(username=username))


def _numbers() -> list[str]:
    """Return numbers of some cases with their events, running and ended."""
    from onewindow.cases.models import Case
    from onewindow.events.models import Head

    chance = random.Random(20261122)
    last = Case.objects.order_by("pk").last()
    found: list[str] = []
    while last is not None and len(found) < 40:
        some = Case.objects.submitted().filter(pk__gte=chance.randrange(last.pk)).order_by("pk")
        number = some.values_list("number", flat=True)[chance.randrange(20) :].first()
        if number and Head.objects.filter(chain=f"case/{number}").exists():
            found.append(number)
    return found


def _work(clients: "dict[str, Client]") -> "Iterator[Asked]":
    for client in clients.values():
        for asked in ("", "today", "late", "mine"):
            yield client, "/desk/", {"filter": asked}
        for page in ("2", "20", "9999"):
            yield client, "/desk/", {"page": page}


def _searches(clients: "dict[str, Client]", numbers: Sequence[str]) -> "Iterator[Asked]":
    first = numbers[0]
    said = [*WORDS, first, first[:10], first[:8], first.rpartition("-")[2], *numbers[1:4], ""]
    for client in (clients[name] for name in SEARCHERS):
        for text in said:
            yield client, "/desk/cases/", {"q": text}
        for status in STATUSES:
            yield client, "/desk/cases/", {"status": status}
        yield client, "/desk/cases/", {"status": "accepted", "q": "王"}
        yield client, "/desk/cases/", {"after": "2024-12-24T02:12:00+00:00_1200000"}
        yield client, "/desk/cases/", {"before": "2024-12-24T02:12:00+00:00_1200000", "q": "许可"}


def _page_bar(name: str, asked: "Sequence[Asked]") -> Bar:
    _round(asked)
    rounds = [_round(asked) for _ in range(ROUNDS)]
    best = min(rounds, key=_p95)
    slowest = max(range(len(asked)), key=lambda place: min(each[place] for each in rounds))
    _, path, data = asked[slowest]
    at_worst = min(each[slowest] for each in rounds)
    return Bar(
        name, _p95(best), LIMIT,
        f"milliseconds of {len(asked)} requests, median {statistics.median(best):.0f},"
        f" the slowest {at_worst:.0f} ({path} {data})",
    )  # fmt: skip


def _round(asked: "Sequence[Asked]") -> list[float]:
    gc.collect()
    return [_get(each) for each in asked]


def _get(asked: "Asked") -> float:
    client, path, data = asked
    began = time.perf_counter()
    answer = client.get(path, data)
    spent = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, (path, data, answer.status_code)
    return spent


def _p95(spent: Sequence[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def _sweeps() -> Bar:
    """Run what runs by the clock, once for what is due and then again for nothing new."""
    from django.utils.timezone import now

    from onewindow.cases import actions, notices
    from onewindow.cases.actions.letters import make_overdue_letters
    from onewindow.cases.actions.supplying import sweep_deferrals
    from onewindow.events.anchors import anchor
    from onewindow.messages.relaying import relay

    sweeps: dict[str, Callable[[], int]] = {
        "pre-reviews": lambda: actions.sweep_pre_reviews(now()),
        "intakes": lambda: actions.sweep_unanswered(now()),
        "corrections": lambda: actions.sweep_uncorrected(now()),
        "deferrals": lambda: sweep_deferrals(now()),
        "silent steps": lambda: actions.sweep_silent_steps(now()),
        "renewals": lambda: actions.sweep_silent_renewals(now()),
        "permits": lambda: actions.sweep_expired_grants(now()),
        "letters": lambda: make_overdue_letters(at=now()),
        "notices": lambda: relay(notices.tell, notices.CODES, at=now()),
        "anchors": lambda: anchor(at=now()).heads,
    }
    first = {name: _timed(sweep) for name, sweep in sweeps.items()}
    again = {name: min(_timed(sweep)[0] for _ in range(ROUNDS)) for name, sweep in sweeps.items()}
    slowest = max(again, key=lambda name: again[name])
    done = ", ".join(
        f"{count} {name} in {spent / 1000:.1f} s" for name, (spent, count) in first.items() if count
    )
    return Bar(
        "million.sweep", again[slowest], LIMIT,
        f"milliseconds of the slowest of {len(sweeps)} sweeps ({slowest}) with nothing new to do;"
        f" before, {done or 'nothing was due'}",
    )  # fmt: skip


def _due_soon() -> Bar:
    """Count for each officer what waits for him and is due soon, as every morning does."""
    from django.utils.timezone import localdate, now

    from onewindow.cases.notices.work import facts_for
    from onewindow.orgs.models import Officer

    day = localdate(now())
    soon = day + timedelta(days=1)
    officers = Officer.objects.active().select_related("user", "department").order_by("pk")
    spent = [
        min(_timed(partial(facts_for, each, day, soon))[0] for _ in range(ROUNDS))
        for each in officers
    ]
    return Bar(
        "million.due_soon.p95", _p95(spent), LIMIT,
        f"milliseconds for one of {len(spent)} officers, median {statistics.median(spent):.0f},"
        f" the slowest {max(spent):.0f}",
    )  # fmt: skip


def _timed(run: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    found = run()
    return (time.perf_counter() - began) * 1000, found


class _Enough(Exception):
    """The recheck of a minute tells how long that of all cases takes."""


def _recheck() -> Bar:
    from onewindow.cases.recheck import recheck

    began = time.perf_counter()
    seen, found = 0, 0

    def note(count: int) -> None:
        nonlocal seen
        seen = count
        if time.perf_counter() - began > RECHECKED_SECONDS:
            raise _Enough

    with suppress(_Enough):
        for _ in recheck(progress=note):
            found += 1
    seconds = time.perf_counter() - began
    return Bar(
        "million.recheck", seen / seconds, CASES_A_SECOND,
        f"cases a second, the first {seen:,} in {seconds:.0f} s, {found} differences",
        at_least=True,
    )  # fmt: skip
