"""Fill the database in batches, each a transaction that says it is done: a kill loses one batch."""

import sys
import time
from datetime import date, timedelta
from itertools import groupby

from benchmarks.million import city, copying, templates
from benchmarks.million.indexes import put_back, take_away

BATCH = 50_000
PEOPLE = 200_000
# How many of all cases still run, and which of the ended have events too.
RUNNING, ENDED_WITH_EVENTS = 0.03, 0.05
TABLES = """
CREATE TABLE bench_done (part text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
-- The share of all cases that copy a template, and the share of its day, both as time goes on.
CREATE TABLE bench_template (
    id bigint PRIMARY KEY, is_running boolean, low float8, day_low float8, day_high float8);
CREATE TABLE bench_unit (
    item integer, old_unit bigint, new_unit bigint, old_code text, new_code text,
    PRIMARY KEY (item, old_unit));
CREATE TABLE bench_item (item integer PRIMARY KEY, version bigint);
CREATE TABLE bench_person (n integer PRIMARY KEY, id bigint, name text);
-- The same number for the same place always, so that a filling that goes on makes the same cases.
CREATE FUNCTION bench_chance(n bigint, what integer) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashint8extended(n, what) & 1048575) / 1048576.0
$$;
"""
# The place-th of some characters, drawn by a person's number.
PICK = "substr('{}', 1 + {} * floor({} * bench_chance(n, {}))::int, {})"
PEOPLE_OF_THE_CITY = """
WITH people AS (
    SELECT n, '示例·' || {surname} || {first} || {second}
        || CASE WHEN n %% 4 = 0 THEN {trade} || '有限公司' ELSE '' END AS name
    FROM generate_series(1, %s) n
), made AS (
    INSERT INTO accounts_user (username, name, kind, password, is_active, joined_at)
    SELECT 'person-' || n, name, 'applicant', '!', true, now() FROM people
    RETURNING id, username, name
)
INSERT INTO bench_person SELECT substr(username, 8)::int, id, name FROM made
""".format(
    surname=PICK.format("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", 1, 20, 1, 1),
    first=PICK.format("建国志强文华明玉秀英海燕春梅晓东红丽军伟", 1, 20, 2, 1),
    second=PICK.format("华国强明英丽芳军平伟敏静涛杰磊燕红梅东海", 1, 20, 3, 1),
    trade=PICK.format("餐饮运输建材医药文化科技教育贸易", 2, 8, 4, 2),
)
DRAW = """
CREATE TEMP TABLE bench_draw ON COMMIT DROP AS
WITH templates AS (
    SELECT array_agg(id ORDER BY low) AS ids, array_agg(low ORDER BY low) AS lows,
        array_agg(day_low ORDER BY low) AS day_lows, array_agg(day_high ORDER BY low) AS day_highs
    FROM bench_template
), drawn AS (
    SELECT n, (n - 0.5) / %(cases)s AS place, bench_chance(n, 12) AS which,
        floor(%(items)s * bench_chance(n, 13) ^ 3)::int AS item,
        1 + floor(%(people)s * bench_chance(n, 14))::int AS person,
        floor(420 * bench_chance(n, 15)) * interval '1 minute' AS minutes,
        bench_chance(n, 16) < %(events)s AS is_sampled
    FROM generate_series(%(first)s::bigint, %(last)s) n
), dated AS (
    -- Later cases have later days and higher numbers.
    SELECT drawn.*, ids, lows, day_lows[at] AS low, day_highs[at] AS high
    FROM drawn, templates, LATERAL (SELECT width_bucket(place, lows) AS at) found
), placed AS (
    -- Stored dates of a case whose events are there are those of its template.
    SELECT dated.*, c.id AS template, c.submitted_at, 'case/' || c.number AS chain,
        t.is_running OR is_sampled AS has_events,
        CASE WHEN t.is_running OR is_sampled THEN 0
        ELSE floor(30 * (place - dated.low) / (high - dated.low))::int - 15 END AS days
    FROM dated JOIN bench_template t
        ON t.id = ids[width_bucket(dated.low + (high - dated.low) * which, lows)]
    JOIN cases_case c ON c.id = t.id
)
SELECT %(base)s + placed.n AS id, template, chain, placed.item, version, p.id AS applicant, p.name,
    days, days * interval '1 day' AS shift, minutes, has_events,
    'SL' || to_char(submitted_at AT TIME ZONE 'Asia/Shanghai' + days * interval '1 day', 'YYYYMMDD')
        || '-' || lpad(placed.n::text, 7, '0') AS number
FROM placed JOIN bench_item USING (item) JOIN bench_person p ON p.n = person
"""


class Filling:
    """A database being filled with so many cases."""

    def __init__(self, cases: int, today: date) -> None:
        self._cases = cases
        self._today = today
        self._began = time.monotonic()

    def fill(self) -> None:
        """Do what is not done yet, saying how far it is."""
        from django.db import connection

        if "bench_done" not in connection.introspection.table_names():
            self._start()
        take_away()
        for first in range(1, self._cases + 1, BATCH):
            part = f"cases {first}"
            if not self._is_done(part):
                self._batch(part, first, min(first + BATCH, self._cases + 1) - 1)
                self._say(f"{min(first + BATCH - 1, self._cases):,} of {self._cases:,} cases")
        if not self._is_done("indexes"):
            put_back(self._say)
            self._come_to_now()

    def _start(self) -> None:
        """Make the city and the templates; all or nothing but the letters' files."""
        from django.db import connection, transaction

        from onewindow.catalogue.models import ItemVersion
        from onewindow.orgs.models import Department

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TABLES)
            made = city.build(self._today - timedelta(days=1200))
            self._say("the city")
            some = list(templates.make(made, self._today))
            cursor.executemany(
                "INSERT INTO bench_template VALUES (%s, %s, %s, %s, %s)", _shares(some)
            )
            self._say(f"{len(some)} templates")
            city.multiply()
            units = list(Department.objects.filter(short_code__startswith="d").order_by("pk"))
            cursor.executemany(
                "INSERT INTO bench_unit VALUES (%s, %s, %s, %s, %s)",
                [
                    (item, unit.pk, (new := units[city.moved(place, item)]).pk, unit.code, new.code)
                    for item in range(city.ITEMS)
                    for place, unit in enumerate(units)
                ],
            )
            versions = ItemVersion.objects.filter(item__slug__startswith="million-")
            cursor.executemany(
                "INSERT INTO bench_item VALUES (%s, %s)",
                [(int(slug[8:]), pk) for slug, pk in versions.values_list("item__slug", "pk")],
            )
            cursor.execute(PEOPLE_OF_THE_CITY, [PEOPLE])
            cursor.execute("ANALYZE bench_template, bench_unit, bench_item, bench_person")
        self._say(f"{PEOPLE:,} people, {city.ITEMS} items")

    def _is_done(self, part: str) -> bool:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM bench_done WHERE part = %s", [part])
            return cursor.fetchone() is not None

    def _batch(self, part: str, first: int, last: int) -> None:
        from django.db import connection, transaction

        values = {
            "first": first, "last": last, "base": 1_000_000, "items": city.ITEMS,
            "people": PEOPLE, "cases": self._cases, "events": ENDED_WITH_EVENTS,
        }  # fmt: skip
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
            cursor.execute("SET LOCAL work_mem = '256MB'")
            cursor.execute(DRAW, values)
            cursor.execute("ANALYZE bench_draw")
            copying.copy_all()
            copying.copy_events()
            cursor.execute("SELECT cases_enter(ARRAY(SELECT id FROM bench_draw))")
            cursor.execute("INSERT INTO bench_done (part) VALUES (%s)", [part])

    def _come_to_now(self) -> None:
        """Let all that was copied be told and anchored, as it would have been long ago."""
        from django.db import connection, transaction

        from onewindow.events.models import Event, Head
        from onewindow.messages.models import Cursor
        from onewindow.messages.relaying import NAME

        last = Event.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        with transaction.atomic(), connection.cursor() as cursor:
            Cursor.objects.update_or_create(name=NAME, defaults={"event_id": last})
            Head.objects.filter(is_anchored=False).update(is_anchored=True)
            cursor.execute("INSERT INTO bench_done (part) VALUES ('indexes')")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        self._say("statistics")

    def _say(self, what: str) -> None:
        print(f"{time.monotonic() - self._began:7.0f} s  {what}", file=sys.stderr, flush=True)


def _shares(some: list[templates.Template]) -> list[tuple[int, bool, float, float, float]]:
    """Return where the share of each template begins, and that of its day begins and ends."""
    totals = {
        is_running: sum(each.weight for each in some if each.is_running == is_running)
        for is_running in (True, False)
    }
    parts = {True: RUNNING, False: 1 - RUNNING}
    rows, low = [], 0.0
    for _, those in groupby(sorted(some, key=lambda each: each.day), key=lambda each: each.day):
        shares = [(t, t.weight / totals[t.is_running] * parts[t.is_running]) for t in those]
        high = low + sum(share for _, share in shares)
        at = low
        for template, share in shares:
            rows.append((template.case, template.is_running, at, low, high))
            at += share
        low = high
    return rows
