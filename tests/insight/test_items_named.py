"""With several items, what belongs to one of them says to which."""

from types import SimpleNamespace
from typing import cast

from onewindow.desk.lab.gallery import Gallery
from onewindow.desk.lab.page import LabPage
from onewindow.desk.lab.report import _proposals
from onewindow.desk.lab.seen import Seen

LIMIT = {"step": "送达", "count": 2, "late": 1, "limit": 1, "limit_unit": "working"}


def labels(*items: str) -> list[str]:
    looks = {name: {"conformance": {"procedure": name, "limits": [LIMIT]}} for name in items}
    seen = SimpleNamespace(measures={"deadlines": []}, found={"subjects": looks})
    return [row[0] for row in Gallery(cast("Seen", seen)).on_time.rows]


def titles(*items: str) -> list[str]:
    proposal = SimpleNamespace(title="并联", decision="accepted", waits_for_law=False)
    shown = SimpleNamespace(proposal=proposal, reason="", effects=())
    groups = [(SimpleNamespace(name=name), (shown,)) for name in items]
    page = SimpleNamespace(shelf=SimpleNamespace(groups=groups))
    return [row[0] for table in _proposals(cast("LabPage", page)) for row in table.rows]


def test_steps_and_proposals_of_several_items_name_theirs() -> None:
    assert labels("食品") == ["送达"]
    assert labels("食品", "卫生") == ["送达（食品）", "送达（卫生）"]
    assert titles("食品") == ["并联"]
    assert titles("食品", "卫生") == ["食品：并联", "卫生：并联"]
