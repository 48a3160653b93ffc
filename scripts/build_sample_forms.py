"""Write the filled paper forms of the demo item from its YAML; same input, same bytes."""

from pathlib import Path

from onewindow.config import console

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
ITEM = "outdoor-advertising"


def build(folder: Path) -> None:
    """Write the .xlsx and the .docx into a folder."""
    console.set_up()
    from onewindow.catalogue.exchange import read_form, write_docx, write_xlsx

    draft = read_form(SAMPLE / "items" / f"{ITEM}.yaml")
    (folder / f"{ITEM}.xlsx").write_bytes(write_xlsx(draft))
    (folder / f"{ITEM}.docx").write_bytes(write_docx(draft))


if __name__ == "__main__":
    build(SAMPLE / "forms")
