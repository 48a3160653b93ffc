"""A catalogue out as a package and in again: byte for byte, by code, with a report."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from django.db import transaction

from onewindow.catalogue.actions import publish, review, store_draft, submit_for_review
from onewindow.catalogue.actions.drafting import store_definition
from onewindow.catalogue.base_loading import load_base_items
from onewindow.catalogue.definition.rows import FileRow
from onewindow.catalogue.exchange import FormProblems, read_form
from onewindow.catalogue.models import (
    BaseItem,
    ItemVersion,
    Material,
    QuarantinedRow,
    ServiceItem,
    VersionStatus,
)
from onewindow.catalogue.package.container import Entry, open_source, write_folder, write_zip
from onewindow.catalogue.package.gathering import pack, packed_items
from onewindow.catalogue.package.opening import read_package
from onewindow.catalogue.package.report import PackageReport
from onewindow.catalogue.package.taking_in import Way, take_in
from onewindow.catalogue.storing import UnknownNames, definition_of
from onewindow.catalogue.workbook.reading import read_workbook
from onewindow.catalogue.workbook.writing import write_workbook
from onewindow.config import data_folder
from onewindow.documents.actions import receive
from onewindow.documents.storage import path_of
from onewindow.events import SYSTEM
from onewindow.events.models import Event
from onewindow.events.rules import Actor
from tests.cast import AT, make_user
from tests.catalogue.sample import SAMPLE, extras, load_sample_departments
from tests.documents.samples import image, pdf

pytestmark = pytest.mark.django_db

BASE = data_folder() / "base" / "items" / "items.csv"
SLUGS = ("food-business", "labour-dispatch", "outdoor-advertising")
A, B = Actor("official/a", "甲"), Actor("official/b", "乙")


@pytest.fixture
def city() -> None:
    load_sample_departments()


def fill(base: Path) -> None:
    """Publish two items of the sample city, draft a third and a next version; load the base."""
    load_base_items(base, source="items.csv")
    for slug in SLUGS:
        draft = read_form(SAMPLE / "items" / f"{slug}.yaml")
        version = store_draft(draft, by=A, at=AT, extras=extras(slug))
        if slug == "outdoor-advertising":
            continue
        for opened in submit_for_review(version, by=A, at=AT):
            review(opened, by=B, agrees=True, comment="", at=AT)
        publish(version, by=A, at=AT)
    store_draft(read_form(SAMPLE / "items" / "food-business.yaml"), by=A, at=AT)
    blank = receive(BytesIO(pdf()), name="申请表.pdf").record(by=A, at=AT)
    Material.objects.filter(version=version, code="m1").update(blank_form=blank)


def parts(*, with_base: bool = True) -> list[Entry]:
    items = ServiceItem.objects.select_related("department", "standard", "base").order_by("slug")
    return list(pack(items, with_base=with_base))


def zipped(entries: list[Entry]) -> bytes:
    buffer = BytesIO()
    write_zip(entries, buffer)
    return buffer.getvalue()


def taken(data: bytes, *, as_published: bool = True, is_trial: bool = False) -> PackageReport:
    way = Way(by=SYSTEM, at=AT, as_published=as_published, is_trial=is_trial)
    with open_source(BytesIO(data)) as source:
        return take_in(read_package(source, is_trial=is_trial, is_edited=True), way)


@cache
def packed_twice(every: int = 20) -> tuple[list[Entry], list[Entry]]:
    """Return the parts of the filled catalogue with and without a sample of its base."""
    header, *lines = BASE.read_text(encoding="utf-8").splitlines(keepends=True)
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".csv") as base, transaction.atomic():
        base.writelines([header, *lines[::every]])
        base.flush()
        fill(Path(base.name))
        whole, items = parts(), parts(with_base=False)
        transaction.set_rollback(True)
    return whole, items


def packed_and_emptied() -> list[Entry]:
    """Return the parts without the base catalogue, which takes a second to take in."""
    return packed_twice()[1]


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.long)])
def test_export_import_into_empty_export_is_byte_identical(
    city: None, tmp_path: Path, every: int
) -> None:
    entries = packed_twice(every)[0]
    assert not ServiceItem.objects.exists()
    first = zipped(entries)
    report = taken(first)
    assert report.is_stored
    assert report.counts == {"new": 3, "changed": 0, "unchanged": 0, "refused": 0}
    assert BaseItem.objects.count() + QuarantinedRow.objects.count() == len(range(0, 1135, every))
    assert report.quarantined == QuarantinedRow.objects.count() > 0
    blank = Material.objects.exclude(blank_form=None).get().blank_form
    assert blank is not None
    assert path_of(blank.sha256).read_bytes() == pdf()
    assert zipped(parts()) == first
    published = ItemVersion.objects.filter(status=VersionStatus.PUBLISHED)
    assert published.count() == 2
    restored = Event.objects.filter(code="item.restored")
    assert set(restored.values_list("chain", flat=True)) == {each.item.chain for each in published}
    write_folder(entries, tmp_path / "catalogue")
    write_folder(entries, tmp_path / "catalogue")
    with open_source(tmp_path / "catalogue") as folder:
        assert [(name, folder.read(name, largest=1 << 30)) for name in folder.names()] == sorted(
            entries
        )
    again = taken(first)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 3, "refused": 0}
    assert again.rows == {"new": 0, "changed": 0, "unchanged": BaseItem.objects.count()}


@pytest.mark.long
def test_without_restoring_all_becomes_a_draft_and_a_trial_stores_nothing(city: None) -> None:
    data = zipped(packed_and_emptied())
    trial = taken(data, as_published=False, is_trial=True)
    assert (trial.counts["new"], trial.is_stored) == (3, False)
    assert not ServiceItem.objects.exists()
    assert taken(data, as_published=False).is_stored
    assert set(ItemVersion.objects.values_list("status", flat=True)) == {VersionStatus.DRAFT}
    assert taken(data, as_published=False).counts["unchanged"] == 3


def edited(entries: list[Entry], part: str, change: Callable[[bytes], bytes]) -> bytes:
    return zipped([(name, change(data) if name == part else data) for name, data in entries])


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("item_type: licensing", "item_type: perhaps", "in_force.definition.item_type"),
        ("- text\n", "- perhaps\n", "in_force.definition.materials[0].file_kinds"),
        ("name: ", "nmae: ", "in_force.definition"),
        ("unit: rsj", "unit: nobody", ""),
        ("department: rsj", "department: nobody", "department"),
        ("status: published", "status: draft", "in_force.status"),
        ("kind: review", "kind: acceptance", "in_force.definition.steps"),
        ("code: m2", "code: m1", "in_force.definition.materials"),
        ("phone: ", "phone: " + "1" * 41, "in_force.definition.phone"),
        ("slug: labour-dispatch", "slug: food-business", "slug"),
    ],
)
def test_what_is_refused_names_the_item_and_the_key_and_nothing_is_stored(
    city: None, old: str, new: str, where: str
) -> None:
    entries = packed_and_emptied()
    part = "items/labour-dispatch.yaml"
    assert old in dict(entries)[part].decode()
    data = edited(entries, part, lambda text: text.replace(old.encode(), new.encode()))
    report = taken(data)
    (refused,) = (each for each in report.items if each.outcome == "refused")
    assert refused.place == part
    assert any(where in each.cell for each in refused.problems), refused.problems
    assert not report.is_stored
    assert not ServiceItem.objects.exists()


def test_a_changed_item_is_told_by_its_elements(city: None) -> None:
    entries = packed_and_emptied()
    taken(zipped(entries))
    part = "items/labour-dispatch.yaml"
    changed = edited(entries, part, lambda data: data.replace(b"summary: ", "summary: 改".encode()))
    report = taken(changed)
    told = {each.place: (each.outcome, each.changed) for each in report.items}
    assert told[part] == ("changed", ("summary",))
    statuses = ItemVersion.objects.filter(item__slug="labour-dispatch").order_by("number")
    assert list(statuses.values_list("status", flat=True)) == ["superseded", "published"]


@pytest.mark.long
def test_the_workbook_of_a_catalogue_makes_a_draft_of_what_was_changed_in_it(city: None) -> None:
    taken(zipped(packed_and_emptied()))
    items = packed_items(ServiceItem.objects.order_by("slug"))
    told = []
    for change in (None, "改过的说明"):
        if change is not None:
            said = items[1].said
            draft = replace(
                said, status="draft", definition=replace(said.definition, summary=change)
            )
            items[1] = replace(items[1], draft=draft)
        book = BytesIO()
        write_workbook(items, book)
        contents = read_workbook(book.getvalue(), is_trial=False)
        told.append(take_in(contents, Way(by=SYSTEM, at=AT)))
    assert [each.counts["unchanged"] for each in told] == [3, 2]
    (changed,) = (each for each in told[1].items if each.outcome == "changed")
    assert (changed.changed, changed.version) == (("summary",), 2)
    assert ItemVersion.objects.filter(summary="改过的说明", status=VersionStatus.DRAFT).count() == 1


def test_a_package_of_strangers_names_the_departments_that_are_missing(city: None) -> None:
    data = edited(packed_and_emptied(), "manifest.yaml", lambda text: text.replace(
        b"departments:\n", "departments:\n  xyz:\n    name: 示例市没有局\n".encode()
    ))  # fmt: skip
    report = taken(data)
    assert [str(each) for each in report.problems] == [
        "部门（xyz）：没有登记的部门：示例市没有局（xyz）。请先登记部门，再导入"
    ]
    assert not report.is_stored


def test_a_part_that_was_changed_on_the_way_is_refused(city: None) -> None:
    entries = packed_and_emptied()
    data = edited(entries, "items/food-business.yaml", lambda text: text + b"\n")
    with open_source(BytesIO(data)) as source:
        report = take_in(read_package(source, is_trial=True), Way(by=SYSTEM, at=AT))
    (refused,) = (each for each in report.items if each.outcome == "refused")
    assert "与清单不符" in str(refused.problems[0])


LINK = zipfile.ZipInfo("items/a.yaml")
LINK.external_attr = 0o120777 << 16


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([("manifest.yaml", b""), ("../items/a.yaml", b"x")], "不应有这个文件"),
        ([("manifest.yaml", b""), ("/items/a.yaml", b"x")], "不应有这个文件"),
        ([("manifest.yaml", b""), ("items/../../a.yaml", b"x")], "不应有这个文件"),
        ([("manifest.yaml", b""), ("items/.a.yaml", b"x")], "不应有这个文件"),
        ([("manifest.yaml", b""), (LINK, b"/etc/passwd")], "不安全"),
        ([("manifest.yaml", b""), ("files/" + "0" * 64, b"0" * 20_000_000)], "解压后过大"),
        ([("items/a.yaml", b"x")], "没有找到清单"),
        ([("manifest.yaml", b"kind: x\nkind: y\n")], "写了两次"),
        ([("manifest.yaml", b"kind: &a [x]\nformat: *a\n")], "引用"),
        ([("manifest.yaml", b"kind: other\nformat: 1\n")], "格式不认识"),
    ],
)
def test_harmful_packages_are_not_read(
    entries: list[tuple[str | zipfile.ZipInfo, bytes]], says: str
) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    with pytest.raises(FormProblems, match=says), open_source(buffer) as source:
        read_package(source, is_trial=True)


def test_a_folder_with_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "manifest.yaml").symlink_to("/etc/passwd")
    with pytest.raises(FormProblems, match="不安全"), open_source(tmp_path):
        pass


@pytest.mark.long
def test_only_documents_of_the_catalogue_are_known_by_their_digest(city: None) -> None:
    entries = packed_and_emptied()
    handed_in = receive(BytesIO(pdf()), name="申请表.pdf")
    private = {handed_in.record(by=make_user("citizen"), at=AT), handed_in.record(by=B, at=AT)}
    manifest = dict(entries)["manifest.yaml"].splitlines(keepends=True)
    shorter = b"".join(line for line in manifest if b"files/" not in line)
    without = edited(
        [each for each in entries if not each[0].startswith("files/")],
        "manifest.yaml",
        lambda _manifest: shorter,
    )
    for is_trial in (True, False):
        report = taken(without, is_trial=is_trial)
        (refused,) = (each for each in report.items if each.outcome == "refused")
        assert "没有附带“申请表.pdf”的内容" in str(refused.problems[0])
    assert taken(zipped(entries)).is_stored
    draft = Material.objects.exclude(blank_form=None).get().version
    assert draft.materials.exclude(blank_form=None).get().blank_form not in private
    # What the catalogue has needs no bytes; what is only somebody's own is not there.
    said = definition_of(draft)
    assert store_definition(draft.item, said, by=A, at=AT) == draft
    own = receive(BytesIO(image("PNG")), name="身份证.png").record(by=make_user("other"), at=AT)
    stolen = FileRow(own.name, own.sha256, own.media_type, own.size)
    materials = (replace(said.materials[0], sample_form=stolen), *said.materials[1:])
    with pytest.raises(UnknownNames, match="身份证"):
        store_definition(draft.item, replace(said, materials=materials), by=A, at=AT)
