"""What happens by time alone: one case that fails holds up no other."""

import pytest

from onewindow.kernel.apart import each_apart


def test_one_that_fails_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done = []

    def run(pk: int) -> bool:
        if pk == 2:
            raise RuntimeError("no calendar")
        done.append(pk)
        return pk != 3

    assert len(each_apart([1, 2, 3, 4], run, "case")) == 2
    assert done == [1, 3, 4]
    assert "no calendar" in caplog.text
