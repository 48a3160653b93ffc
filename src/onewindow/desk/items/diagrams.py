"""Take the flow of a draft from a BPMN file: choose it, see what was understood, take it in."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from onewindow.catalogue import access, actions
from onewindow.catalogue.actions.editing import fingerprint
from onewindow.catalogue.diagrams import ELEMENTS, TakenFlow, read_flow, with_flow
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.storing import definition_of
from onewindow.design.flow_chart import FlowChart, flow_chart
from onewindow.design.forms import PlainForm
from onewindow.design.http import found, succeeds
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Department
from onewindow.procedure.bpmn.parsing import LARGEST
from onewindow.procedure.drawing import Show
from onewindow.procedure.errors import ProcedureError
from onewindow.procedure.model import Procedure

if TYPE_CHECKING:
    from onewindow.catalogue.models import ItemVersion
    from onewindow.events import Actor

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


class DiagramForm(PlainForm):
    """A file, or the text of one that was shown already, and a department for each unknown lane."""

    file = forms.FileField(
        label=gettext_lazy("流程文件"),
        required=False,
        help_text=gettext_lazy("BPMN 2.0（.bpmn 或 .xml），最大 1 MB。各种流程图软件都能导出。"),
        widget=forms.FileInput(attrs={"accept": ".bpmn,.xml"}),
    )
    diagram = forms.CharField(
        required=False, strip=False, max_length=LARGEST, widget=forms.HiddenInput
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
    ) -> None:
        super().__init__(data, files)
        self.flow: TakenFlow | None = None
        self.text = ""
        self._lane_of: dict[str, str] = {}
        departments = Department.objects.filter(is_active=True).order_by("name")
        self.departments = list(departments.values_list("short_code", "short_name", "name", "code"))

    @property
    def lanes(self) -> list[forms.BoundField]:
        """The fields that ask for a department."""
        return [self[name] for name in self._lane_of]

    @property
    def units(self) -> dict[str, str]:
        """Map the lanes that were not known to the departments that were chosen."""
        return {lane: self.cleaned_data[name] for name, lane in self._lane_of.items()}

    def read(self) -> None:
        """Understand the file; an unreadable one is an error of the form."""
        xml = self._xml()
        if not xml:
            self.add_error("file", _("请选择要导入的流程文件。"))
            return
        places = {name: code for code, *names in self.departments for name in names}
        try:
            self.flow = read_flow(xml, places)
            text = xml.decode("utf-8-sig")
        except (DomainError, UnicodeDecodeError) as refused:
            words = refused.message if isinstance(refused, DomainError) else _("文件不是 UTF-8。")
            self.add_error("file", words)
            return
        self.text = text
        self._ask_for_units(self.flow)

    def _xml(self) -> bytes:
        upload = self.cleaned_data.get("file")
        if upload is not None:
            return bytes(upload.read(LARGEST + 1))
        return str(self.cleaned_data.get("diagram", "")).encode()

    def _ask_for_units(self, flow: TakenFlow) -> None:
        """Add a field for every lane that is no department, with what was chosen in it."""
        codes = [code for code, *_names in self.departments]
        choices = [
            ("", _("请选择")),
            *((code, name) for code, _short, name, _full in self.departments),
        ]
        for lane in dict.fromkeys(step.unit for step in flow.steps if step.unit not in codes):
            name = f"lane_{len(self._lane_of)}"
            label = lane or _("没有画在泳道里的环节")
            self.fields[name] = forms.ChoiceField(choices=choices, label=label, required=False)
            self._lane_of[name] = lane
            chosen = self.data.get(name, "")
            self.cleaned_data[name] = chosen if chosen in codes else ""

    def are_units_known(self) -> bool:
        """Ask for every department that is missing."""
        for bound in self.lanes:
            if not self.cleaned_data[bound.name]:
                self.add_error(bound.name, _("请选择这条泳道是哪个部门。"))
        return not self.errors

    def take(self, version: ItemVersion, *, by: Actor, at: datetime) -> bool:
        """Put steps and questions into the draft; False with the reason when that is refused."""
        definition = definition_of(version)
        values = with_flow(definition, self.flow, self.units) if self.flow else {}
        seen = fingerprint(definition, ELEMENTS)
        return succeeds(self, actions.edit, version, values, seen=seen, by=by, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def import_flow(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask for a file, show how it was understood, take it into the draft."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    if version.status not in EDITABLE:
        raise Http404
    if request.method != "POST":
        return _show(request, version, DiagramForm())
    form = DiagramForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, version, form, REFUSED)
    form.read()
    if form.errors:
        return _show(request, version, form, REFUSED)
    if request.POST.get("do") != "take" or request.FILES:
        return _show(request, version, form)
    if form.are_units_known() and form.take(version, by=request.officer.actor, at=now()):
        messages.success(request, _("已按流程图写入办理环节，请核对每个环节的类型、时限和经办人。"))
        return redirect("desk:edit_group", version.pk, "flow")
    return _show(request, version, form, REFUSED)


def _show(
    request: OfficerRequest,
    version: ItemVersion,
    form: DiagramForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    seen = {
        "version": version, "form": form, "flow": form.flow, "chart": _chart(form),
        "send_backs": _send_backs(form.flow) if form.flow else [],
    }  # fmt: skip
    return render(request, "desk/items/import_flow.html", seen, status=status)


def _chart(form: DiagramForm) -> FlowChart | None:
    """Draw what was understood, as far as it can be drawn."""
    if form.flow is None:
        return None
    names = {code: short for code, short, *_names in form.departments}
    wording = {q.code: q.text for q in form.flow.reading.questions}
    try:
        procedure = Procedure.of(form.flow.steps)
    except ProcedureError:
        return None
    return flow_chart(
        procedure, names, show=Show.PUBLIC, key="taken", title=_("读出的流程"), wording=wording
    )


def _send_backs(flow: TakenFlow) -> list[str]:
    names = {step.code: step.name for step in flow.steps}
    said = _("“%(source)s”之后可以退回“%(target)s”")
    pairs = dict.fromkeys((pair.source, pair.target) for pair in flow.reading.send_backs)
    return [said % {"source": names[a], "target": names[b]} for a, b in pairs]
