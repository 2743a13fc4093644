import importlib.util
import os
import sys

import pytest

LIBRARY = "libpango-1.0-0"
FONT = "fonts-noto-cjk"


@pytest.fixture
def prepare(site, monkeypatch):
    """The script as a module; it lies outside every package, because it runs before any is there."""
    spec = importlib.util.spec_from_file_location("prepare", site / "deploy" / "prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine whose package programs are ours: ``machine.lacks``, ``machine.lets_us_install``."""
    return Machine(tmp_path, monkeypatch)


class Machine:
    def __init__(self, folder, monkeypatch) -> None:
        self.missing = folder / "missing"
        self.asked = folder / "asked"
        self.asked.touch()
        self.monkeypatch = monkeypatch
        programs = folder / "bin"
        programs.mkdir()
        self._write(programs / "dpkg-query", f'grep -qx "$4" {self.missing} || printf installed')
        self._write(
            programs / "apt-get",
            f'echo "$@" >> {self.asked}; '
            f'for name in "$@"; do [ "$name" = {LIBRARY} ] && : > {self.missing}; done; true',
        )
        self._write(programs / "sudo", "exit 1")
        monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")

    def lacks(self, *packages: str) -> None:
        self.missing.write_text("\n".join(packages))

    def lets_us_install(self, allowed: bool) -> None:
        self.monkeypatch.setattr(os, "geteuid", lambda: 0 if allowed else 1000)

    @staticmethod
    def _write(path, script: str) -> None:
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)


def test_an_old_python_is_told_what_to_do(prepare, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    with pytest.raises(
        SystemExit, match=r"Python 3\.11 or newer is needed and this is 3\.9: install"
    ):
        prepare.check_python()


def test_a_python_without_venv_is_told_what_to_do(prepare, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        prepare.check_python()


def test_no_python_at_all_is_told_what_to_do(say):
    printed, code = say("make", "demo", "PYTHON=", PATH="/usr/bin:/bin")

    assert "Python 3.11 or newer is needed: apt-get install python3 python3-venv" in printed
    assert code == 2


def test_nothing_is_done_when_nothing_is_missing(prepare, machine, capsys):
    machine.lacks()
    machine.lets_us_install(True)

    prepare.install_system_packages("test")

    assert machine.asked.read_text() == ""
    assert capsys.readouterr().out == ""


def test_what_is_missing_is_installed_where_we_may(prepare, machine):
    machine.lacks(LIBRARY)
    machine.lets_us_install(True)

    prepare.install_system_packages("demo")

    update, install = machine.asked.read_text().splitlines()
    assert update.split()[-1] == "update"
    assert install.split()[-1] == LIBRARY


def test_a_missing_library_stops_us_with_the_line_to_run(prepare, machine):
    machine.lacks(LIBRARY, FONT)
    machine.lets_us_install(False)

    with pytest.raises(
        SystemExit, match=f"Run this, .*: sudo apt-get install -y {LIBRARY} {FONT}$"
    ):
        prepare.install_system_packages("demo")

    assert machine.asked.read_text() == ""


def test_without_a_font_the_demo_goes_on_and_the_tests_do_not(prepare, machine, capsys):
    machine.lacks(FONT)
    machine.lets_us_install(False)

    prepare.install_system_packages("demo")

    assert capsys.readouterr().out.endswith(f"sudo apt-get install -y {FONT}\n")
    with pytest.raises(SystemExit, match="Some system packages are missing"):
        prepare.install_system_packages("test")


def test_one_package_that_a_release_lacks_does_not_keep_the_others_out(prepare, machine, capsys):
    machine.lacks(LIBRARY, FONT)
    machine.lets_us_install(True)
    apt_get = machine.asked.parent / "bin" / "apt-get"
    refusing = apt_get.read_text().replace("true", f'case "$*" in *{FONT}*) exit 100;; esac')
    apt_get.write_text(refusing)

    prepare.install_system_packages("demo")

    last = machine.asked.read_text().splitlines()[-2:]
    assert [line.split()[-1] for line in last] == [LIBRARY, FONT]


def test_packages_are_installed_again_when_their_lock_has_changed(prepare, tmp_path):
    lock, mark = tmp_path / "lock", tmp_path / "mark"
    lock.write_text("one==1")
    assert not prepare.is_done(mark, [lock])

    prepare.mark_done(mark, [lock])
    assert prepare.is_done(mark, [lock])

    lock.write_text("one==2")
    assert not prepare.is_done(mark, [lock])


def test_what_a_failing_step_printed_is_shown(prepare, capsys):
    with pytest.raises(SystemExit, match="Trying failed; what it printed stands above"):
        prepare.run("Trying", ["sh", "-c", "echo no such package; exit 1"])

    assert "no such package" in capsys.readouterr().out
