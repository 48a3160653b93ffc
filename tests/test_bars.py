import json

import pytest
from benchmarks.__main__ import main, run
from benchmarks.bar import Bar


def held() -> Bar:
    return Bar("held", 0.25, 0.5, "seconds")


def missed() -> Bar:
    return Bar("missed", 0.75, 0.5, "seconds")


def test_a_held_bar_is_one_line_and_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([held]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [json.loads(line) for line in printed] == [
        {"bar": "held", "value": 0.25, "limit": 0.5, "ok": True, "detail": "seconds"}
    ]


def test_one_missed_bar_fails_the_run_but_not_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run([missed, held]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["ok"] for line in printed] == [False, True]


def test_a_ratio_may_have_to_be_at_least_its_limit() -> None:
    assert Bar("ratio", 12, 12, "times", at_least=True).ok
    assert not Bar("ratio", 11.9, 12, "times", at_least=True).ok


def test_an_unknown_bar_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no_such_bar"]) == 2
    assert "no_such_bar" in capsys.readouterr().err
