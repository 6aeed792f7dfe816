"""What Tandem needs from a Debian-like system, what of it is missing, and how to get it."""

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence

from bootstrapping.steps import Stopped, say, step

# The libraries that PySide6's wheels link to and do not bring along (`readelf -d` on their .so files), each with its
# package; what these packages depend on is left out. Where a release renamed one (libglib2.0-0t64 since Debian 13 and
# Ubuntu 24.04) the new package provides the old name, and apt takes it.
QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}

INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends"]
# A new machine is often still updating itself, so apt waits for it.
PATIENCE = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]


def missing_libraries(present: Collection[str], environment: Mapping[str, str], *, window: bool) -> dict[str, str]:
    """The libraries that are not present, with their packages; those of a display only for a window on one."""
    wanted = dict(QT)
    if window and environment.get("DISPLAY"):
        wanted |= X11
    if window and environment.get("WAYLAND_DISPLAY"):
        wanted |= WAYLAND
    return {library: package for library, package in wanted.items() if library not in present}


def present_libraries() -> frozenset[str]:
    """The libraries that programs find here, by the loader's cache; an ordinary user has no /sbin in PATH."""
    loader = shutil.which("ldconfig") or "/sbin/ldconfig"
    listed = subprocess.run([loader, "-p"], capture_output=True, text=True, check=False).stdout
    return libraries_listed(listed)


def libraries_listed(listed: str) -> frozenset[str]:
    """The names in the output of `ldconfig -p`, whose lines read `libz.so.1 (libc6,x86-64) => /lib/…/libz.so.1`."""
    return frozenset(re.findall(r"^\s+(\S+) \(", listed, flags=re.MULTILINE))


def missing_venv_package(*, has_ensurepip: bool, prefix: str, version: Sequence[int], has_apt: bool) -> list[str]:
    """Debian ships ensurepip, which gives a new environment its pip, apart from the interpreter it belongs to.

    Raises Stopped for an interpreter that no package of the system can complete.
    """
    if has_ensurepip:
        return []
    if prefix != "/usr" or not has_apt:
        raise Stopped("This Python comes without ensurepip. Run the same command with another Python.")
    return [f"python{version[0]}.{version[1]}-venv"]


def prepare(*, window: bool, environment_ready: bool) -> None:
    """Install what is missing. Raises Stopped with the exact command where only somebody else may do it."""
    packages: list[str] = []
    libraries: dict[str, str] = {}
    has_apt = shutil.which("apt-get") is not None
    if not environment_ready:
        has_ensurepip = importlib.util.find_spec("ensurepip") is not None
        packages += missing_venv_package(
            has_ensurepip=has_ensurepip, prefix=sys.base_prefix, version=sys.version_info[:2], has_apt=has_apt
        )
    if sys.platform == "linux":
        libraries = missing_libraries(present_libraries(), os.environ, window=window)
        packages += sorted(libraries.values())
    if packages and has_apt:
        install(packages, right_to_install(packages, is_root=os.geteuid() == 0, sudo=shutil.which("sudo")))
    elif libraries:
        say("Qt may not start: this system does not seem to have " + ", ".join(sorted(libraries)) + ".")


def right_to_install(packages: Sequence[str], *, is_root: bool, sudo: str | None) -> list[str]:
    """What to put before a command so that it runs as root without a question. Raises Stopped when nothing will."""
    if is_root:
        return []
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    command = command_to_type(packages, with_sudo=sudo is not None)
    raise Stopped(
        f"Tandem needs system packages that only root may install. Run this, then try again:\n\n    {command}\n"
    )


def command_to_type(packages: Sequence[str], *, with_sudo: bool) -> str:
    both = "apt-get update && " + shlex.join([*INSTALL, *packages])
    return ("sudo sh -c " if with_sudo else "su -c ") + shlex.quote(both)


def install(packages: Sequence[str], run_as: Sequence[str]) -> None:
    """A new machine knows of no packages before the first update."""
    quiet = [*run_as, "env", "DEBIAN_FRONTEND=noninteractive"]
    step("Asking for the list of system packages", [*quiet, "apt-get", "update", *PATIENCE])
    step("Installing system packages: " + " ".join(packages), [*quiet, *INSTALL, *PATIENCE, *packages])
