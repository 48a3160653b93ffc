"""Many files at once: taken in by the worker, set aside with reasons, corrected, tried again."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http.response import HttpResponseBase
from django.test import Client

from onewindow.catalogue.drafters import drafters_of
from onewindow.catalogue.exchange import write_xlsx, write_yaml
from onewindow.catalogue.importing.batches import resume_batches, run_batch
from onewindow.catalogue.importing.kinds import Import, Result, take_in_file
from onewindow.catalogue.models import (
    BaseItem,
    FileStatus,
    ImportBatch,
    ImportedFile,
    ItemVersion,
    QuarantinedRow,
    ServiceItem,
)
from onewindow.catalogue.package.container import write_zip
from onewindow.catalogue.package.gathering import pack
from onewindow.config import data_folder
from onewindow.events.models import Event
from onewindow.orgs.models import Officer, Role
from tests.cast import AT, make_department, make_officer, make_post
from tests.catalogue.drafts import make_draft
from tests.desk.pages import at_desk, body_of, message_after, text_of

pytestmark = pytest.mark.django_db
IMPORT, QUARANTINE = "/desk/items/import/", "/desk/items/quarantine/"


@pytest.fixture
def manager() -> Officer:
    office = make_department("slj", name="示例市示例局")
    office.short_name = "市示例局"
    office.save(update_fields=["short_name"])
    make_post(office, code="sample", name="示例岗")
    return make_officer("manager", Role.ITEM_MANAGER, department=office)


@pytest.fixture
def client(manager: Officer) -> Client:
    return at_desk(manager)


def form(number: str, **changes: str) -> bytes:
    text = write_yaml(make_draft()).decode().replace("SL-001", number)
    for old, new in changes.items():
        text = text.replace(old, new)
    return text.encode()


def hand_in(client: Client, **files: bytes) -> HttpResponseBase:
    uploads = [SimpleUploadedFile(name.replace("_", "."), data) for name, data in files.items()]
    return client.post(IMPORT, {"file": uploads})


def run(batch: ImportBatch | None = None) -> ImportBatch:
    found = batch or ImportBatch.objects.latest("pk")
    run_batch(found.pk, clock=lambda: AT)
    found.refresh_from_db()
    return found


def packed() -> bytes:
    items = ServiceItem.objects.select_related("department", "standard", "base")
    buffer = BytesIO()
    write_zip(pack(items.order_by("slug"), with_base=False), buffer)
    return buffer.getvalue()


def test_many_forms_are_taken_in_and_what_fails_waits_with_its_reasons(client: Client) -> None:
    answer = hand_in(client, a_yaml=form("A-1"), b_yaml=b"no: form", c_xlsx=write_xlsx(None))
    batch = ImportBatch.objects.get()
    page = f"{IMPORT}{batch.pk}/"
    assert answer.headers["Location"] == page
    before = client.get(page)
    assert "0 / 3 个文件" in text_of(before)
    assert 'hx-trigger="every 2s"' in body_of(before)
    run(batch)
    after = client.get(page, headers={"HX-Request": "true"})
    assert "<html" not in body_of(after)
    assert "hx-trigger" not in body_of(after)
    assert "3 / 3 个文件" in text_of(after)
    statuses = batch.files.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["stored", "quarantined", "quarantined"]
    assert ItemVersion.objects.get().status == "draft"
    assert "有内容等待更正" in text_of(client.get(IMPORT))
    listed = text_of(client.get(QUARANTINE))
    assert "b.yaml" in listed
    assert "a.yaml" not in listed
    codes = Event.objects.filter(chain=batch.chain).order_by("seq").values_list("code", flat=True)
    assert list(codes) == [
        "import.started", "import.quarantined", "import.quarantined", "import.finished",
    ]  # fmt: skip
    run(batch)
    assert ItemVersion.objects.count() == 1


def test_a_file_is_downloaded_with_its_problems_corrected_and_taken_in(client: Client) -> None:
    hand_in(
        client, a_yaml=form("A-1", **{"review_limit: 10": "review_limit: 十天左右"}), b_yaml=b"x"
    )
    batch = run()
    bad = batch.files.get(name="a.yaml")
    page = f"{QUARANTINE}{bad.pk}/"
    assert "不是确定的数" in text_of(client.get(page))
    archive = zipfile.ZipFile(BytesIO(client.get(f"{page}file/").content))
    assert archive.namelist() == ["a.yaml", "要改的地方.xlsx"]
    assert "十天左右" in archive.read("a.yaml").decode()
    wrong = client.post(f"{page}correction/", {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert wrong.status_code == 422
    better = SimpleUploadedFile("a.yaml", form("A-1"))
    assert client.post(f"{page}correction/", {"file": better}).status_code == 302
    batch.refresh_from_db()
    assert batch.finished_at is None
    run(batch)
    bad.refresh_from_db()
    assert bad.status == FileStatus.CORRECTED
    assert bad.corrections.get().status == FileStatus.STORED
    again = client.post(f"{page}correction/", {"file": SimpleUploadedFile("a.yaml", b"y")})
    assert again.status_code == 422
    assert "已经处理过了" in text_of(again)


def test_a_file_is_tried_again_or_given_up_with_a_reason(client: Client) -> None:
    unknown = form("A-1", 示例岗="待设岗")
    hand_in(client, a_yaml=unknown, b_yaml=b"x")
    batch = run()
    first, second = batch.files.order_by("pk")
    make_post(make_department("slj"), code="later", name="待设岗")
    client.post(f"{QUARANTINE}{first.pk}/retry/")
    run(batch)
    first.refresh_from_db()
    assert (first.status, first.problems) == (FileStatus.STORED, [])
    page = f"{QUARANTINE}{second.pk}/dismissal/"
    assert client.post(page, {"reason": " "}).status_code == 422
    assert "不再导入" in message_after(client, client.post(page, {"reason": "发错了"}))
    second.refresh_from_db()
    assert (second.status, second.reason) == (FileStatus.DISMISSED, "发错了")
    assert Event.objects.filter(code="import.dismissed").count() == 1


@pytest.mark.long
def test_of_a_package_only_the_refused_items_wait(client: Client, manager: Officer) -> None:
    hand_in(client, a_yaml=form("A-1"), b_yaml=form("A-2"))
    run()
    data = packed().replace(b"", b"")
    ItemVersion.objects.all().delete()
    ServiceItem.objects.all().delete()
    part = "items/slj-a-2.yaml"
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text + b"# changed\n" if name == part else text)
    hand_in(client, p_zip=buffer.getvalue())
    batch = run()
    package, item = batch.files.order_by("pk")
    assert (package.status, package.counts["new"], package.counts["refused"]) == ("stored", 1, 1)
    assert (item.status, item.name, item.replaces) == ("quarantined", "slj-a-2.yaml", package)
    assert ServiceItem.objects.get().number == "A-1"
    with zipfile.ZipFile(BytesIO(data)) as old:
        better = SimpleUploadedFile("slj-a-2.yaml", old.read(part))
    client.post(f"{QUARANTINE}{item.pk}/correction/", {"file": better})
    run(batch)
    assert set(ServiceItem.objects.values_list("number", flat=True)) == {"A-1", "A-2"}


def test_another_department_is_refused_and_sees_nothing(client: Client, manager: Officer) -> None:
    other = make_officer("other", Role.ITEM_MANAGER, department="qxj")
    hand_in(at_desk(other), a_yaml=form("A-1"), b_yaml=b"x", c_csv=b"department\n")
    batch = run()
    file = batch.files.order_by("pk").first()
    assert file is not None
    assert "您是示例市qxj局的事项管理员" in file.problems[0]["message"]
    assert "只有系统管理员" in batch.files.order_by("pk")[2].problems[0]["message"]
    assert client.get(f"{IMPORT}{batch.pk}/").status_code == 404
    assert client.get(f"{QUARANTINE}{file.pk}/").status_code == 404
    assert "a.yaml" not in text_of(client.get(QUARANTINE))
    admin = at_desk(make_officer("admin", Role.ADMINISTRATOR, department="zwj"))
    assert "a.yaml" in text_of(admin.get(QUARANTINE))


def test_a_crash_is_told_and_a_killed_worker_is_made_up_for(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(client, a_yaml=form("A-1"), b_yaml=form("A-2"))
    batch = ImportBatch.objects.get()
    ImportedFile.objects.filter(name="a.yaml").update(status="running", started_at=AT)
    ImportBatch.objects.update(at=AT)
    assert resume_batches(at=AT + timedelta(minutes=5), clock=lambda: AT) == 0
    assert resume_batches(at=AT + timedelta(minutes=20), clock=lambda: AT) == 1
    assert ItemVersion.objects.count() == 2

    def crash(_wanted: Import) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("onewindow.catalogue.importing.batches.take_in_file", crash)
    hand_in(client, a_yaml=form("A-1"), b_yaml=form("A-2"))
    batch = run()
    assert set(batch.files.values_list("status", flat=True)) == {FileStatus.QUARANTINED}


def test_an_administrator_loads_and_mends_the_base_catalogue() -> None:
    client = at_desk(make_officer("admin", Role.ADMINISTRATOR, department="zwj"))
    lines = (data_folder() / "base" / "items" / "items.csv").read_text("utf-8").splitlines()
    data = "\n".join(lines[:16]).encode()
    hand_in(client, items_csv=data)
    run()
    loaded = BaseItem.objects.count()
    assert loaded + QuarantinedRow.objects.count() == 15
    row = QuarantinedRow.objects.order_by("line")[0]
    assert row.reason in text_of(client.get(f"{QUARANTINE}?show=rows"))
    page = f"{QUARANTINE}rows/{row.pk}/"
    assert row.code in body_of(client.get(page))
    cells = {
        "item_name": "示例", "item_code": row.code, "task_type": "20", "department": "示例局",
    }  # fmt: skip
    refused = client.post(page, cells)
    assert refused.status_code == 422
    assert row.reason in text_of(refused)
    good = BaseItem.objects.order_by("code")[0].code
    taken = client.post(page, cells | {"item_code": good})
    assert "已经有这个编码" in text_of(taken)
    head, _old, tail = row.code.split("-", 1)[0], "", good.split("-", 1)[1]
    done = client.post(page, cells | {"item_code": f"{head}-{tail}"})
    assert "已装入基本目录" in message_after(client, done)
    assert BaseItem.objects.count() == loaded + 1
    other = QuarantinedRow.objects.filter(resolution="").order_by("line")[0]
    client.post(f"{QUARANTINE}rows/{other.pk}/dismissal/", {"reason": "已取消的事项"})
    hand_in(client, items_csv=data)
    run()
    resolutions = QuarantinedRow.objects.exclude(resolution="").order_by("line")
    assert set(resolutions.values_list("resolution", flat=True)) == {"corrected", "dismissed"}
    codes = Event.objects.filter(chain="base-catalogue").values_list("code", flat=True)
    assert set(codes) == {"base_item.corrected", "base_item.dismissed"}


def test_a_file_is_the_draft_of_who_corrected_it_or_tried_it_again(
    client: Client, manager: Officer
) -> None:
    hand_in(client, a_yaml=form("A-1", 示例岗="待设岗"), b_yaml=b"x")
    batch = run()
    again, wrong = batch.files.order_by("pk")
    colleague = make_officer("colleague", Role.ITEM_MANAGER, department="slj")
    make_post(make_department("slj"), code="later", name="待设岗")
    at_desk(colleague).post(f"{QUARANTINE}{again.pk}/retry/")
    better = SimpleUploadedFile("b.yaml", form("A-2"))
    at_desk(colleague).post(f"{QUARANTINE}{wrong.pk}/correction/", {"file": better})
    run(batch)
    theirs = [{colleague.actor.code}] * 2
    assert [drafters_of(each) for each in ItemVersion.objects.all()] == theirs
    imported = Event.objects.filter(code="item.imported").values_list("actor", flat=True)
    assert set(imported) == {colleague.actor.code}
    assert batch.files.get(replaces=wrong).actor == colleague.actor


def test_a_long_batch_is_not_taken_for_dead_and_who_was_stores_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(client, a_yaml=form("A-1"), b_yaml=form("A-2"), c_yaml=form("A-3"))
    batch, hours, resumed = ImportBatch.objects.get(), [AT], []
    ImportBatch.objects.update(at=AT)

    def take_slowly(wanted: Import) -> Result:
        hours[0] += timedelta(minutes=14)
        resumed.append(resume_batches(at=hours[0], clock=lambda: hours[0]))
        if wanted.name == "c.yaml":
            ImportedFile.objects.filter(name="c.yaml").update(started_at=hours[0])
        return take_in_file(wanted)

    monkeypatch.setattr("onewindow.catalogue.importing.batches.take_in_file", take_slowly)
    run_batch(batch.pk, clock=lambda: hours[0])
    assert resumed == [0, 0, 0]
    assert list(batch.files.order_by("pk").values_list("status", "started_at")) == [
        ("stored", AT),
        ("stored", AT + timedelta(minutes=14)),
        ("running", AT + timedelta(minutes=28)),
    ]
    assert set(ServiceItem.objects.values_list("number", flat=True)) == {"A-1", "A-2"}
