"""Flow charts as files and side by side: whole on their own, escaped, never by colour alone."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

from django.template.loader import render_to_string
from lxml import etree, html

from onewindow.design.flow_chart import flow_chart
from onewindow.design.flow_comparison import flow_comparison
from onewindow.design.flow_files import own_policy, own_style, standalone_svg
from onewindow.procedure.drawing import Difference
from onewindow.procedure.model import Procedure, Step
from tests.design.test_flow_chart import CSS, NAMES, STEPS

SVG = "{http://www.w3.org/2000/svg}"


def svg_of(steps: list[Step]) -> etree._Element:
    return etree.fromstring(standalone_svg(flow_chart(Procedure.of(steps), NAMES)))


def test_the_picture_carries_its_style_in_plain_colours() -> None:
    root = svg_of(STEPS)
    (style,) = root.iter(f"{SVG}style")
    rules = style.text or ""
    assert not re.search(r"var\(|@|url\(", rules)
    assert ".ow-flow-wide {" not in rules
    used = {name for e in root.iter() for name in (e.get("class") or "").split()}
    styled = {name for name in used if f".{name}" in CSS.read_text()}
    assert {name for name in styled if f".{name}" not in rules} == set()
    assert f"'sha256-{b64encode(sha256(rules.encode()).digest()).decode()}'" in own_policy()
    assert own_style() == rules


def test_names_cannot_become_markup_and_stay_readable() -> None:
    odd = [replace(step, name=f"{step.name}\x00<b>&\"'{step.code}") for step in STEPS]
    root = svg_of(odd)
    assert not list(root.iter("{*}b"))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert "受理<b>&\"'a" in titles
    assert "受理<b>&\"'a（综合窗口" in (root.findtext(f"{SVG}desc") or "")


def test_a_comparison_says_every_change_in_words() -> None:
    new = [
        STEPS[0],
        replace(STEPS[1], limit=9),
        Step("n", "公示", STEPS[1].kind, "m", needs=("a",)),
        replace(STEPS[3], needs=("b", "n")),
        STEPS[4],
    ]
    comparison = flow_comparison(Procedure.of(STEPS), Procedure.of(new), NAMES)
    page = html.fromstring(
        render_to_string("design/flow_comparison.html", {"comparison": comparison})
    )
    ids = [str(name) for name in page.xpath("//@id")]
    assert len(ids) == len(set(ids))
    legend = page.xpath("//*[contains(@class,'legend')]/li/text()")
    assert legend == ["新增", "取消", "有改动"]
    said = " ".join(page.xpath("//*[contains(@class,'__changes')]")[0].text_content().split())
    assert "时限：3 个工作日 → 9 个工作日" in said
    assert "取消 现场核查 原第 3 步" in said
    assert "新增 公示 第 3 步" in said
    drawn = set(page.xpath("//text[contains(@class,'state')]/text()"))
    assert drawn == {"新增", "取消", "有改：时限"}
    for kind in Difference:
        assert f".ow-flow-is-{kind}" in CSS.read_text()
        assert f".ow-flowdiff__key--{kind}" in CSS.read_text()


def test_the_same_version_twice_says_so() -> None:
    same = flow_comparison(Procedure.of(STEPS), Procedure.of(STEPS), NAMES)
    page = render_to_string("design/flow_comparison.html", {"comparison": same})
    assert "两版的流程图一样" in page
    assert "<svg" not in page
