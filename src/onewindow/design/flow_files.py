"""A flow chart as files: SVG that needs no style sheet of ours, and BPMN."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from lxml import etree

from onewindow.design.flow_chart import FlowChart
from onewindow.procedure.wording import without_control_characters

SHEET = Path(__file__).parent / "static" / "design" / "flow_chart.css"
SVG = "http://www.w3.org/2000/svg"
FONTS = (
    '.ow-flow-drawing{font-family:"Noto Sans SC","Noto Sans CJK SC","PingFang SC",'
    '"Microsoft YaHei",sans-serif}'
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Container queries, printing and high contrast belong to pages, and so do the colours' names.
AT_RULE = re.compile(r"@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
VARIABLE = re.compile(r"var\(--[\w-]+, ([^()]+)\)")
OF_DRAWINGS = re.compile(r"(?!.*\.ow-flow-wide \{)(\.ow-flow-|\[class)")


@cache
def own_style() -> str:
    """Return the rules for drawings with plain colours, as other programs understand them."""
    sheet = AT_RULE.sub("", COMMENT.sub("", SHEET.read_text(encoding="utf-8")))
    rules = (rule.strip() for rule in VARIABLE.sub(r"\1", sheet).splitlines())
    kept = (rule for rule in rules if OF_DRAWINGS.match(rule))
    return FONTS + "".join(kept)


@cache
def own_policy() -> str:
    """Return the Content-Security-Policy of a drawing: its own style, by digest, nothing else."""
    digest = b64encode(sha256(own_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"


def standalone_svg(chart: FlowChart) -> bytes:
    """Return the wide drawing as a file of its own."""
    seen = {"drawing": chart.wide, "id": chart.key, "title": chart.title}
    markup = render_to_string("design/_flow_svg.html", seen)
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False)
    root = etree.fromstring(without_control_characters(markup), parser)
    root.set("class", "ow-flow-drawing ow-flow-wide")
    style = etree.Element(f"{{{SVG}}}style")
    style.text = own_style()
    root.insert(2, style)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def svg_answer(chart: FlowChart, name: str) -> HttpResponse:
    """Answer with the drawing, shown by the browser or saved under `name`."""
    answer = _file(standalone_svg(chart), "image/svg+xml", f"{name}.svg", is_saved=False)
    answer["Content-Security-Policy"] = own_policy()
    return answer


def bpmn_answer(xml: bytes, name: str) -> HttpResponse:
    """Answer with a BPMN file to be saved under `name`."""
    return _file(xml, "application/xml", f"{name}.bpmn", is_saved=True)


def _file(content: bytes, media_type: str, name: str, *, is_saved: bool) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(as_attachment=is_saved, filename=name)
    answer["Content-Disposition"] = disposition or "inline"
    return answer
