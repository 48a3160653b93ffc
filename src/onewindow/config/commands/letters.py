"""`onewindow letters`: every kind of letter, to look at."""

from pathlib import Path
from typing import Annotated

import typer

from onewindow.config import console, environment

app = typer.Typer(no_args_is_help=True, help="文书：全部文书样本。")

Out = Annotated[Path, typer.Option("--out", help="写到哪个文件（.pdf）。")]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]


@app.callback()
def letters() -> None:
    """文书：全部文书样本。"""


@app.command("album")
def album(*, out: Out = Path("文书样本.pdf"), as_json: AsJson = False) -> None:
    """把全部种类的文书各排一份示例，合成一个 PDF，前有目录。"""
    console.set_up()
    from onewindow.documents.letters import KINDS
    from onewindow.documents.letters.album import album as bind

    pdf = bind()
    try:
        out.write_bytes(pdf)
    except OSError as error:
        console.fail(f"写不进 {out}：{environment.reason(error)}")
    console.answer(
        {"file": str(out), "kinds": list(KINDS), "bytes": len(pdf)},
        as_json=as_json,
        text=f"已写入 {out}：{len(KINDS)} 种文书，{len(pdf) // 1024} KB。",
    )
