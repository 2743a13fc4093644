import asyncio
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.children import Child, ChildError, keep_running, run_step
from config.embedded.sharing import used


def finish(deed):
    """Run ``deed`` to its end in a thread: a browser test may have left its loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(asyncio.run, deed).result()


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Write a module that a child can run: ``module("name", "print(1)")``."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def write(name: str, text: str) -> str:
        (tmp_path / f"{name}.py").write_text(text)
        return name

    return write


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_alive(process_id: int) -> bool:
    """Whether it still runs; one that is dead but not yet collected does not."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(condition, seconds: float = 60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("It did not come true.")


def test_each_line_bears_the_name_of_its_process(module, capsys):
    module("greeting", "print('one'); print('two')")

    finish(run_step("setup", "greeting"))

    assert capsys.readouterr().out == "setup  | one\nsetup  | two\n"


def test_a_step_that_fails_is_named(module, capsys):
    module("broken", "raise SystemExit('no disk left')")

    with pytest.raises(ChildError, match="broken now failed; see the lines above"):
        finish(run_step("setup", "broken", "now"))

    assert "no disk left" in capsys.readouterr().out


def test_a_process_that_ends_is_started_again_but_not_for_ever(module, capsys, tmp_path):
    module("fragile", f"open({str(tmp_path / 'starts')!r}, 'a').write('x'); raise SystemExit(3)")

    with pytest.raises(ChildError, match="beat ended 5 times within a minute"):
        finish(keep_running("beat", "fragile"))

    assert (tmp_path / "starts").read_text() == "xxxxx"
    assert capsys.readouterr().out.count("ended with 3; starting it again") == 4


def test_a_process_is_stopped_together_with_its_own_children(module, tmp_path):
    pid_file = tmp_path / "grandchild"
    module(
        "parent",
        f"""
import subprocess, pathlib, time
child = subprocess.Popen(["sleep", "600"])
pathlib.Path({str(pid_file)!r}).write_text(str(child.pid))
time.sleep(600)
""",
    )

    async def start_and_stop() -> Child:
        child = await Child.start("worker", "parent")
        while not pid_file.exists() or not pid_file.read_text():
            await asyncio.sleep(0.05)
        await child.stop()
        return child

    child = finish(start_and_stop())

    assert not is_alive(child.process.pid)
    wait_for(lambda: not is_alive(int(pid_file.read_text())), 5)


def test_a_killed_parent_takes_its_children_along(module, tmp_path, site):
    pid_file = tmp_path / "child"
    module(
        "child",
        f"""
import os, pathlib, time
pathlib.Path({str(pid_file)!r}).write_text(str(os.getpid()))
time.sleep(600)
""",
    )
    keeper = "import asyncio; from config.children import keep_running as k; asyncio.run(k('a', 'child'))"
    parent = subprocess.Popen([sys.executable, "-c", keeper], cwd=site)
    child = int(wait_for(lambda: pid_file.exists() and pid_file.read_text()))

    parent.kill()
    parent.wait()

    wait_for(lambda: not is_alive(child), 5)


def test_a_busy_port_is_refused_with_the_remedy(say):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        printed, code = say(sys.executable, "-m", "config.serve", PORT=str(port))

    assert printed.startswith(f"Port {port} of 127.0.0.1 cannot be had (Address already in use)")
    assert printed.endswith(f"PORT={port + 1} make demo\n")
    assert code == 1


def test_a_process_that_is_not_there_is_refused(say):
    printed, code = say(sys.executable, "-m", "config.serve", "webb")

    assert printed == "There is no process webb, only web, worker, beat.\n"
    assert code == 1


def test_help_lists_every_command_that_make_knows(say, site):
    printed, code = say("make", PATH="/usr/bin:/bin")

    targets = re.findall(r"^([a-z]+):", (site / "Makefile").read_text(), re.MULTILINE)
    assert [line.split()[1] for line in printed.splitlines()] == targets
    assert code == 0


def test_the_whole_site_starts_serves_heals_and_leaves_nothing(
    postgres, valkey, site, tmp_path, free_port
):
    """On servers of its own, given by address, as in production."""
    log = tmp_path / "log"
    with used(postgres), used(valkey), log.open("w") as output:
        environment = {
            "PATH": os.environ["PATH"],
            "PORT": str(free_port),
            "SECRET_KEY": "trial",
            "MEDIA_ROOT": str(tmp_path / "media"),
            "LEAD_KEY_FILE": str(tmp_path / "keys" / "leads.json"),
            "LEAD_FILES": str(tmp_path / "lead_files"),
            "DATABASE_URL": postgres.url("inspection_web"),
            "DATABASE_OWNER_URL": postgres.url("inspection_owner"),
            "REDIS_URL": valkey.url(),
        }
        serving = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=site,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            address = f"http://localhost:{free_port}"
            wait_for(lambda: serving.poll() is not None or is_welcome(log, free_port), 300)
            assert serving.poll() is None, log.read_text()
            with urllib.request.urlopen(f"{address}/accounts/sign-in/") as answer:
                page = answer.read().decode()
            style = re.search(r'href="(/static/[^"]+\.css)"', page).group(1)
            assert urllib.request.urlopen(address + style).status == 200

            victim = wait_for(lambda: worker_of(serving.pid))
            os.kill(victim, signal.SIGKILL)
            wait_for(lambda: "worker | ended with -9; starting it again" in log.read_text(), 90)
            wait_for(lambda: worker_of(serving.pid) not in {None, victim}, 90)

            children = running_for(serving.pid)
            told = [Path(f"/proc/{pid}/environ").read_bytes() for pid in children]
            assert [one for one in told if b"DATABASE_OWNER_URL" in one] == []
            serving.send_signal(signal.SIGINT)
            assert serving.wait(60) == 0, log.read_text()
            assert [pid for pid in children if is_alive(pid)] == []
        finally:
            serving.kill()
            serving.wait()
    assert log.read_text().endswith("Stopped. The data is kept; make demo goes on with it.\n")


def is_welcome(log: Path, port: int) -> bool:
    return f":{port}/ and Ctrl-C stops it" in log.read_text()


def worker_of(parent: int) -> int | None:
    return next((pid for pid, it in running_for(parent).items() if " worker " in it), None)


def running_for(parent: int) -> dict[int, str]:
    """The children of a process, and what each runs."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            owner = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            if owner == parent:
                command = (process / "cmdline").read_bytes()
                found[int(process.name)] = command.replace(b"\0", b" ").decode()
    return found
