"""Parse XML that anybody may have sent: no DTD, no entities, no network, no excess."""

from io import BytesIO
from xml.parsers import expat

from lxml import etree

from onewindow.procedure.bpmn.errors import HasDoctype, NotBpmn, NotXml, TooLarge
from onewindow.procedure.bpmn.names import tag

LARGEST = 1024 * 1024
MOST_ELEMENTS = 20_000
DEEPEST = 40


def parse_definitions(xml: bytes) -> etree._Element:
    """Return the root of a BPMN file; raise BpmnError for anything else or anything hostile."""
    if len(xml) > LARGEST:
        raise TooLarge(limit=LARGEST // 1024)
    _Guard().walk(xml)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise NotXml(line=error.lineno) from error
    if root.tag != tag("bpmn", "definitions"):
        raise NotBpmn
    return root


class _Guard:
    """Walks through the file without building it; libxml2 would read a DTD before we see it."""

    def __init__(self) -> None:
        self.elements = 0
        self.depth = 0

    def walk(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.ParseFile(BytesIO(xml))
        except (expat.ExpatError, LookupError) as error:
            raise NotXml(line=parser.CurrentLineNumber) from error

    def _refuse(self, *_declaration: object) -> None:
        raise HasDoctype

    def _start(self, _name: str, _attributes: object) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise TooLarge(limit=LARGEST // 1024)

    def _end(self, _name: str) -> None:
        self.depth -= 1
