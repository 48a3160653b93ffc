"""The paper form becomes a published version; one left half reviewed is cleared away first."""

from collections.abc import Callable

from onewindow.catalogue.exchange import read_form
from onewindow.catalogue.models import ReviewOffice
from onewindow.config.demo.cast import Cast
from onewindow.config.demo.visitor import Visitor

Say = Callable[[str], None]


def publish(address: str, cast: Cast, say: Say) -> str:
    """Import the form, have the four offices agree, publish; return the version's address."""
    _finish_leftovers(address, cast, say)
    with Visitor.signed_in(address, cast.manager, cast.password) as manager:
        manager.page("/desk/items/import/")
        upload = ("file", (cast.form.name, cast.form.read_bytes(), "application/octet-stream"))
        version = manager.submit("/desk/items/import/", {}, [upload])
        say(f"{cast.called(cast.manager)}导入流程确认单 {cast.form.name}：{version}")
        manager.submit(f"{version}submission/", {})
    _agree(address, cast, version, say)
    with Visitor.signed_in(address, cast.manager, cast.password) as manager:
        manager.page(version)
        manager.submit(f"{version}publication/", {})
        say("四个单位都同意，已发布")
    return version


def _finish_leftovers(address: str, cast: Cast, say: Say) -> None:
    """Bring to its end what an interrupted demo left in review: it would block the import."""
    name = read_form(cast.form).name
    with Visitor.signed_in(address, cast.manager, cast.password) as manager:
        links = list(manager.links("/desk/items/?status=in_review"))
        for version in [target for words, target in links if words == name]:
            say(f"上次演示没有办完，{version} 还在联合审核，先把它办完")
            _agree(address, cast, version, say)
            # Not offered when an office had objected: then it is returned, and blocks no more.
            if manager.page(version).xpath(f"//form[@action='{version}publication/']"):
                manager.submit(f"{version}publication/", {})
                say("上次的版本已发布")


def _agree(address: str, cast: Cast, version: str, say: Say) -> None:
    for office, username in cast.reviews.items():
        with Visitor.signed_in(address, username, cast.password) as reviewer:
            page = f"{version}reviews/{office}/"
            if not reviewer.page(page).xpath("//input[@name='agrees']"):
                continue
            reviewer.submit(page, {"agrees": "yes", "comment": ""})
            say(f"联合审核：{ReviewOffice(office).label} {cast.called(username)}同意")
