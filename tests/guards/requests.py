"""What the permission table asks for: the address and the form of each row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from onewindow.catalogue.actions.editing import fingerprint
from onewindow.catalogue.definition.elements import GROUPS
from onewindow.catalogue.models import Alias, UnansweredQuery
from onewindow.catalogue.storing import definition_of
from tests.delegation.papers import seal_form
from tests.documents.samples import pdf
from tests.guards.halts import HALT_FORMS
from tests.guards.items import diagram_form
from tests.guards.joint import JOINT_FORMS
from tests.guards.lab import LAB_FORMS, LAB_OBJECTS, lab_form
from tests.guards.mandates import mandate_form
from tests.guards.meetings import call_form
from tests.guards.notices import NOTICE_FORMS, NOTICES
from tests.guards.projects import PROJECT_FORMS, PROJECTS
from tests.guards.world import SLUG, World

# The elements of the group that the editor is asked to save.
LEGAL = [element.code for group in GROUPS if group.code == "legal" for element in group.elements]
Kwargs = dict[str, object]
Form = dict[str, object]
HANDED = {"recipient": "示例·白露", "relation": "agent", "has_signed": "on"}


@dataclass(frozen=True)
class Asked:
    """The address and the form of one request."""

    kwargs: Kwargs = field(default_factory=dict)
    form: Form = field(default_factory=dict)

    def path(self, url: str) -> str:
        """Return the address."""
        return reverse(url, kwargs=self.kwargs)


def url_names() -> Iterator[str]:
    """Walk the resolver; raise LookupError for an address without a name."""
    yield from _walk(get_resolver(), ())


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = (entry.namespace,) if entry.namespace else ()
            yield from _walk(entry, spaces + space)
        elif isinstance(entry, URLPattern):
            if not entry.name:
                raise LookupError(f"{entry.pattern} has no name")
            yield ":".join((*spaces, entry.name))


def file() -> SimpleUploadedFile:
    """Return a file that every upload accepts."""
    return SimpleUploadedFile("说明.pdf", pdf())


def _review_by(office: str) -> Callable[[World], Kwargs]:
    return lambda world: {"pk": world.item_in_review.pk, "office": office}


def _register(code: str) -> Callable[[World], Kwargs]:
    return lambda _: {"code": code}


# What the rows of a URL are about when its address names something: `on` in the table picks one.
OBJECTS: dict[str, Callable[[World], Kwargs]] = {
    "": lambda _: {},
    "for a company": lambda _: {"slug": f"{SLUG}-1"},
    "item": lambda _: {"slug": f"{SLUG}-1"},
    "alias": lambda _: {"pk": Alias.objects.get().pk},
    "query": lambda _: {"pk": UnansweredQuery.objects.get().pk},
    "way": lambda _: {"way": "themes"},
    "unpublished item": lambda _: {"slug": "draft-1"},
    "blank form of an item": lambda _: {"slug": f"{SLUG}-1", "material": "m1", "kind": "blank"},
    "no form of an item": lambda _: {"slug": f"{SLUG}-1", "material": "m1", "kind": "sample"},
    "draft": lambda world: {"uid": world.draft.uid},
    "draft file": lambda world: {"uid": world.draft.uid, "pk": world.draft_file.pk},
    "case": lambda world: {"number": world.accepted.number},
    "case of a company": lambda world: {"number": world.of_company.number},
    "case of an ended mandate": lambda world: {"number": world.of_ended_mandate.number},
    "case just submitted": lambda world: {"number": world.just_submitted.number},
    "case to correct": lambda world: {"number": world.to_correct.number},
    "reviewed case": lambda world: {"number": world.reviewed.number},
    "held case": lambda world: {"number": world.held.number},
    "substitution": lambda world: {"pk": world.substitution.pk},
    "finished case": lambda world: {"number": world.finished.number},
    "made case": lambda world: {"number": world.made.number},
    "permit to change": lambda world: {"number": world.finished.number, "kind": "change"},
    "case letter": lambda world: {
        "number": world.finished.number,
        "pk": world.finished.letters.decisions().get().pk,
    },
    "case in time": lambda world: {"number": world.halts.in_time.number},
    "stopped case": lambda world: {"number": world.halts.stopped.number},
    "case to be heard": lambda world: {"number": world.halts.to_be_heard.number},
    "case that is heard": lambda world: {"number": world.halts.heard.number},
    "case file": lambda world: {"number": world.finished.number, "pk": world.finished_file.pk},
    "acceptance": lambda world: {"number": world.submitted.number, "code": "accept"},
    "review": lambda world: {"number": world.accepted.number, "code": "planning"},
    "held review": lambda world: {"number": world.held.number, "code": "planning"},
    "decision": lambda world: {"number": world.reviewed.number, "code": "decide"},
    "import batch": lambda world: {"pk": world.imports.file.batch_id},
    "quarantined file": lambda world: {"pk": world.imports.file.pk},
    "quarantined row": lambda world: {"pk": world.imports.row.pk},
    "statistics docx": lambda _: {"code": "statistics", "kind": "docx"},
    "of a department": lambda _: {},
    "item without a table draft": lambda world: {"pk": world.tables.free.item_id},
    "table draft": lambda world: {"pk": world.tables.draft.pk},
    "table in shadow": lambda world: {"pk": world.tables.shadow.pk},
    "table xlsx": lambda world: {"pk": world.tables.draft.pk, "kind": "xlsx"},
    "table json": lambda world: {"pk": world.tables.draft.pk, "kind": "json"},
    "case decided at once": lambda world: {"number": world.tables.decided.number},
    "xlsx": lambda _: {"kind": "xlsx"},
    "csv": lambda _: {"kind": "csv"},
    "asked question": lambda world: {"slug": world.question.item.slug, "code": world.question.code},
    "question": lambda world: {"pk": world.question.pk},
    **NOTICES,
    "law": lambda _: {"code": "xingzheng-xuke-fa-2019"},
    "draft group": lambda world: {"pk": world.item_draft.pk, "group": "legal"},
    "published group": lambda world: {"pk": world.item_published.pk, "group": "legal"},
    "draft blank form": lambda world: {
        "pk": world.item_draft.pk,
        "table": "materials",
        "code": "m1",
        "column": "blank_form",
    },
    "blank form": lambda world: {
        "pk": world.item_second.pk,
        "table": "materials",
        "code": "m1",
        "column": "blank_form",
    },
    "suspended version": lambda world: {"pk": world.item_suspended.pk},
    "scheduled version": lambda world: {"pk": world.item_scheduled.pk},
    "version to be withdrawn": lambda world: {"pk": world.item_ending.pk},
    "second version": lambda world: {"pk": world.item_second.pk},
    "published version": lambda world: {"pk": world.item_published.pk},
    "draft version": lambda world: {"pk": world.item_draft.pk},
    "draft questions": lambda world: {"pk": world.item_draft.pk, "table": "questions"},
    "published questions": lambda world: {"pk": world.item_published.pk, "table": "questions"},
    "draft material": lambda world: {
        "pk": world.item_draft.pk,
        "table": "materials",
        "key": "m1",
    },
    "published material": lambda world: {
        "pk": world.item_published.pk,
        "table": "materials",
        "key": "m1",
    },
    "version in review": lambda world: {"pk": world.item_in_review.pk},
    "returned version": lambda world: {"pk": world.item_returned.pk},
    "standard": lambda world: {"pk": world.claims.standard.pk},
    "base item": lambda world: {"pk": world.claims.base.pk},
    "claimed item": lambda world: {"pk": world.claims.claimed.item_id},
    "change": lambda world: {"pk": world.claims.change.pk},
    "agreed version": lambda world: {"pk": world.item_agreed.pk},
    "public flow": lambda world: {"pk": world.item_published.pk, "show": "public"},
    "internal flow": lambda world: {"pk": world.item_published.pk, "show": "internal"},
    "internal flow of a draft": lambda world: {"pk": world.item_draft.pk, "show": "internal"},
    "draft version xlsx": lambda world: {"pk": world.item_draft.pk, "kind": "xlsx"},
    **{code: _register(code) for code in ("delegations", "authorisations", "seals")},
    "seals csv": lambda _: {"code": "seals", "kind": "csv"},
    "delegation": lambda world: {"code": "delegations", "pk": world.papers.delegation.pk},
    "authorisation": lambda world: {"code": "authorisations", "pk": world.papers.letter.pk},
    "seal": lambda world: {"code": "seals", "pk": world.papers.seal.pk},
    "meeting": lambda world: {"number": world.meetings.called.number},
    "held meeting": lambda world: {"number": world.meetings.held.number},
    "file of a meeting": lambda world: {
        "number": world.meetings.called.number,
        "pk": world.meetings.called.materials.get().pk,
    },
    "request of a meeting": lambda world: {"number": world.meetings.held.number, "position": 1},
    **PROJECTS,
    **LAB_OBJECTS,
    "mandate": lambda world: {"number": world.mandates.given.number},
    "offer": lambda world: {"number": world.mandates.offered.number},
    "review by legal_officer": _review_by("legal_officer"),
    "review by establishment_office": _review_by("establishment_office"),
    "review by legislative_office": _review_by("legislative_office"),
    "review by government_office": _review_by("government_office"),
}

FORMS: dict[str, Callable[[World], Form]] = {
    **NOTICE_FORMS,
    **HALT_FORMS,
    **JOINT_FORMS,
    "desk:add_alias": lambda world: {
        "text": "新叫法",
        "thing": f"item-{world.item_published.item_id}",
    },
    "set_language": lambda _: {"language": "en"},
    "design:look": lambda _: {"scheme": "dark"},
    "portal:start": lambda _: {"identity": "self"},
    "portal:start for a company": lambda world: {"identity": world.company},
    "portal:materials": lambda _: {"material": "m1", "files": file()},
    "desk:case_spot_correction": lambda _: {"field": "name", "value": "示例", "reason": "本人确认"},
    "desk:case_correction": lambda world: {
        f"material-{world.submitted.version.materials.get().code}": "请盖章",
        "days": "10",
    },
    "desk:case_no_permit_needed": lambda _: {"reason": "依法备案即可"},
    "desk:case_not_competent": lambda _: {"office": "示例市规划局", "reason": "属于规划职权"},
    "desk:case_transfer": lambda _: {"office": "示例省厅", "reason": "由上级机关决定"},
    "desk:case_hand_over": lambda _: dict(HANDED),
    "desk:case_post": lambda _: {
        "carrier": "示例快递",
        "tracking": "1",
        "sent_on": "2026-03-02",
    },
    "desk:case_posted": lambda _: dict(HANDED),
    "desk:case_revoke": lambda _: {
        "ground": "fraud",
        "reason": "伪造证明。",
        "statement": "没有陈述。",
    },
    "desk:case_retract": lambda _: {
        "ground": "law_changed",
        "reason": "办法废止。",
        "compensation": "另行补偿。",
    },
    "desk:case_cancel": lambda _: {"ground": "terminated", "reason": "主体注销。"},
    "portal:withdraw": lambda _: {"reason": "不办了"},
    "desk:take_over_step": lambda _: {"reason": "同事出差"},
    "desk:complete_step acceptance": lambda _: {"outcome": "accepted"},
    "desk:complete_step review": lambda _: {"outcome": "agreed", "opinion": "符合规划。"},
    "desk:complete_step decision": lambda _: {"outcome": "granted"},
    "desk:case_meeting": lambda world: call_form(world.meetings),
    "desk:answer_meeting": lambda _: {"reply": "yes"},
    "desk:cancel_meeting": lambda _: {"reason": "不开了"},
    "desk:write_minutes": lambda _: {"minutes": "同意。"},
    "desk:complete_request": lambda _: {"result": "已复核"},
    "desk:cases_by_number": lambda _: {"number": "15400000001"},
    **PROJECT_FORMS,
    "portal:give_mandate": lambda _: mandate_form(),
    "portal:ask": lambda _: {"text": "要不要预约？"},
    "desk:answer_question": lambda _: {"answer": "不用。"},
    "desk:review": lambda _: {"agrees": "yes", "comment": ""},
    "desk:claim_standard": lambda _: {"number": "C-2", "level": "county"},
    "desk:claim_base": lambda _: {"number": "C-3", "level": "county"},
    "desk:decline_change": lambda _: {"reason": "条例还没有改"},
    "desk:answers": lambda _: {"then": "save"},
    "desk:create_grant delegations": lambda world: world.papers.delegation_form(),
    "desk:create_grant authorisations": lambda world: world.papers.letter_form(),
    "desk:create_grant seals": lambda _: seal_form(),
    "desk:revoke_grant": lambda _: {"reason": "岗位调整"},
    "desk:suspend": lambda _: {"reason": "检修"},
    "desk:withdraw": lambda _: {"reason": "依据废止", "on": "2099-01-01"},
    "desk:new_item": lambda _: {"name": "新", "number": "N-1", "item_type": "licensing"},
    "desk:edit_group": lambda world: {
        "seen": fingerprint(definition_of(world.item_draft), LEGAL),
        "process": "受理 → 决定",
        **{f"{code}-rows": "0" for code in LEGAL},
    },
    "desk:import_flow": lambda world: diagram_form(world.item_draft),
    "desk:edit_file": lambda _: {"file": file()},
    "desk:correct_file": lambda _: {"file": SimpleUploadedFile("a.yaml", b"x")},
    "desk:dismiss_file": lambda _: {"reason": "发错了"},
    "desk:dismiss_row": lambda _: {"reason": "已取消"},
    "desk:new_scenario_row": lambda world: {
        "do": "save",
        "text": "新？",
        "kind": "bool",
        "seen": fingerprint(definition_of(world.item_draft), ["questions"]),
    },
    "desk:scenario_row": lambda world: {
        "do": "save",
        "seen": fingerprint(definition_of(world.item_draft), ["materials"]),
    },
    "desk:decision_table": lambda world: {"revision": str(world.tables.draft.revision)},
    "desk:table_tests": lambda _: {"name": "新用例", "expected": "human"},
    "desk:take_table": lambda world: {"file": world.tables.file()},
    "desk:stop_table": lambda _: {"reason": "条例改了"},
    "portal:ask_human": lambda _: {"reason": "名称写错了"},
    "desk:post_check": lambda _: {"agrees": "yes"},
    "desk:take_contacts of a department": lambda _: {"department": "scjg"},
    "desk:import_item": lambda _: {"file": file()},
    "desk:new_lab_project": lambda world: lab_form(world.item_published),
    **LAB_FORMS,
}


def asked(url: str, on: str, world: World) -> Asked:
    """Return what a row of the table asks for; raise KeyError for an unknown object."""
    form = FORMS.get(f"{url} {on}") or FORMS.get(url) or (lambda _: {})
    return Asked(OBJECTS[on](world), form(world))
