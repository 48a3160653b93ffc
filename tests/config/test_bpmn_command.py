"""`onewindow bpmn`: a flow goes out as BPMN and any diagram is read."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onewindow.config.cli import app
from onewindow.procedure.bpmn import read_bpmn
from tests.cases.building import build_city
from tests.portal.building import make_guide
from tests.procedure.bpmn.test_foreign import usual


@pytest.mark.django_db
def test_a_flow_goes_out_and_comes_back(tmp_path: Path) -> None:
    version = make_guide(build_city())
    file = tmp_path / "a.bpmn"
    done = CliRunner().invoke(app, ["bpmn", "export", version.item.slug, "--out", str(file)])
    assert done.exit_code == 0, done.output
    assert [step.code for step in read_bpmn(file.read_bytes())] == list(
        version.steps.order_by("position").values_list("code", flat=True)
    )
    nothing = CliRunner().invoke(app, ["bpmn", "export", "nothing"])
    assert (nothing.exit_code, "没有事项“nothing”" in nothing.output) == (1, True)


def test_a_foreign_diagram_is_told_in_words_and_as_json(tmp_path: Path) -> None:
    file = tmp_path / "a.bpmn"
    file.write_bytes(usual())
    told = CliRunner().invoke(app, ["bpmn", "read", str(file)])
    assert "late：“late”（boundaryEvent）不是环节，没有取入。" in told.output
    said = json.loads(CliRunner().invoke(app, ["bpmn", "read", str(file), "--json"]).output)
    assert [step["kind"] for step in said["steps"]][:1] == ["acceptance"]
    assert {"element": "data", "message": "“申请表”（dataObject）不是环节，没有取入。"} in said[
        "notes"
    ]
    file.write_bytes(b"<a")
    refused = CliRunner().invoke(app, ["bpmn", "read", str(file)])
    assert (refused.exit_code, "XML" in refused.output) == (1, True)
