"""Run PostgreSQL's programs as the unprivileged account and put their failures into plain words."""

import os
import subprocess

from onewindow.config.embedded.place import Place
from onewindow.config.environment import BadEnvironment, reason


def spawn(place: Place, command: list[str], *, output: int) -> subprocess.Popen[bytes]:
    """Start a program of the installation; raise BadEnvironment when the account cannot run it."""
    account = place.account
    is_other = os.geteuid() != account.uid
    try:
        return subprocess.Popen(  # noqa: S603  our own program, no shell
            [str(place.program / "bin" / command[0]), *command[1:]],
            cwd=os.sep,
            env={"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=account.uid if is_other else None,
            group=account.gid if is_other else None,
            extra_groups=[] if is_other else None,
        )
    except OSError as error:
        raise BadEnvironment(
            f"无法以用户 {account.name} 运行 {command[0]}：{reason(error)}。"
            "请以普通用户运行，或用 DATABASE_URL 指定已有的 PostgreSQL。"
        ) from error


def run(place: Place, command: list[str], *, given: str = "") -> None:
    """Run a program to its end; raise BadEnvironment with the reason when it fails."""
    process = spawn(place, command, output=subprocess.PIPE)
    output, _ = process.communicate(given.encode())
    text = output.decode(errors="replace")
    if process.returncode or " FATAL: " in text or " ERROR: " in text:
        raise BadEnvironment(explain(text, place))


def explain(output: str, place: Place) -> str:
    """Turn PostgreSQL's own words into a message that says what to do."""
    if "No space left on device" in output:
        return f"磁盘已满，数据库无法写入 {place.folder}。请腾出空间后重试。"
    if "Permission denied" in output:
        return f"用户 {place.account.name} 没有权限使用 {place.folder}，请检查该文件夹的属主。"
    lines = [line for line in output.strip().splitlines() if line.strip()]
    said = [line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line]
    return f"数据库没有启动：{(said or lines or ['没有输出'])[-1]}（详见 {place.log}）"
