"""The runner of the benchmarks, and the page of what they printed last."""

import json
import os

import pytest
from benchmarks.__main__ import main, run
from benchmarks.bar import Bar
from benchmarks.page import MEASURED, bars_on, with_section
from benchmarks.suites import SUITES, Measure

PARENT = os.getpid()


def held() -> Bar:
    return Bar("held", 0.25, 0.5, f"in {os.getpid()}")


def missed() -> Bar:
    return Bar("missed", 0.75, 0.5, "seconds")


def crashes() -> Bar:
    raise RuntimeError("示例")


def measure(name: str) -> Measure:
    return Measure(__name__, name, (name,))


@pytest.mark.long
def test_each_runs_in_its_own_process_and_the_others_run_on(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run([measure("missed"), measure("crashes"), measure("held")]) == 1
    printed, errors = capfd.readouterr()
    missing, first = [json.loads(line) for line in printed.splitlines()]
    assert (missing["bar"], missing["ok"]) == ("missed", False)
    assert first | {"detail": ""} == {
        "bar": "held", "value": 0.25, "limit": 0.5, "at_least": False, "ok": True, "detail": "",
    }  # fmt: skip
    assert first["detail"] != f"in {PARENT}"
    assert "crashes: [] instead of ['crashes']" in errors


def test_all_held_is_success_but_not_with_another_name() -> None:
    assert run([measure("held")]) == 0
    assert run([Measure(__name__, "held", ("another",))]) == 1


def test_a_ratio_may_have_to_be_at_least_its_limit() -> None:
    assert Bar("ratio", 12, 12, "times", at_least=True).ok
    assert not Bar("ratio", 11.9, 12, "times", at_least=True).ok


def test_an_unknown_bar_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no_such_bar"]) == 2
    assert "no_such_bar" in capsys.readouterr().err


def test_the_page_lists_every_bar_and_nothing_else() -> None:
    listed = bars_on(MEASURED.read_text(encoding="utf-8"))
    assert listed == {target: suite.bars for target, suite in SUITES.items()}


def test_a_new_measurement_takes_the_place_of_the_one_before() -> None:
    page = with_section("# Measured\n", "bench", ["| `old` | 1 |"])
    page = with_section(page, "bench-million", ["| `million` | 1 |"])
    page = with_section(page, "bench", ["| `new` | 1 |"])
    assert bars_on(page) == {"bench": ("new",), "bench-million": ("million",)}
