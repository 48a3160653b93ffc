"""Files beside an item's YAML are taken in and named by their digest."""

from pathlib import Path

import pytest
from scripts.build_material_forms import build

from onewindow.catalogue.definition.notation import DefinitionProblems, Plain
from onewindow.catalogue.enclosed import enclosed_files, take_in_files
from onewindow.documents.models import Document
from onewindow.events import SYSTEM
from tests.cases.building import MONDAY
from tests.documents.samples import pdf

ITEMS = Path(__file__).resolve().parents[2] / "data" / "sample" / "items"


def said(name: str) -> Plain:
    return {"materials": {"申请表": {"blank_form": name}}, "results": [{"sample": name}]}


@pytest.mark.django_db
def test_a_file_is_taken_in_once_and_named_by_its_digest(tmp_path: Path) -> None:
    (tmp_path / "表.pdf").write_bytes(pdf())
    assert enclosed_files(said("表.pdf"), tmp_path) == [tmp_path / "表.pdf"] * 2
    taken, new = take_in_files(said("表.pdf"), tmp_path, by=SYSTEM, at=MONDAY)
    document = Document.objects.get()
    assert new == (document,)
    row = {
        "name": "表.pdf", "sha256": document.sha256, "media_type": "application/pdf",
        "size": document.size,
    }  # fmt: skip
    assert taken == {"materials": {"申请表": {"blank_form": row}}, "results": [{"sample": row}]}
    assert take_in_files(taken, tmp_path, by=SYSTEM, at=MONDAY) == (taken, ())


@pytest.mark.parametrize("name", ["没有.pdf", "../外面.pdf"])
def test_a_file_that_is_not_beside_the_item_is_named(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "items"
    folder.mkdir()
    (tmp_path / "外面.pdf").write_bytes(pdf())
    with pytest.raises(DefinitionProblems, match="没有这个文件"):
        enclosed_files(said(name), folder)


@pytest.mark.django_db
def test_what_no_applicant_could_upload_is_refused(tmp_path: Path) -> None:
    (tmp_path / "表.pdf").write_bytes(b"MZ\x90")
    with pytest.raises(DefinitionProblems):
        take_in_files(said("表.pdf"), tmp_path, by=SYSTEM, at=MONDAY)


def test_the_sample_forms_are_what_the_items_say_now(tmp_path: Path) -> None:
    build(tmp_path)
    for path in sorted(tmp_path.iterdir()):
        kept = ITEMS / "files" / path.name
        assert path.read_bytes() == kept.read_bytes(), "run scripts/build_material_forms.py"
