"""Namespaces and the tags that the writer and the reader share."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
# What BPMN has no word for: a step's code, kind and limit, a unit's code, a condition as JSON.
OW = "urn:onewindow:procedure:1"
FEEL = "https://www.omg.org/spec/DMN/20191111/FEEL/"

NAMESPACES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "ow": OW}


def tag(prefix: str, name: str) -> str:
    """Return a tag as lxml writes it."""
    return f"{{{NAMESPACES[prefix]}}}{name}"
