"""Training data on the command line: `python -m copart_core.data prepare --help`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from copart_core.data.prepare import REPORT, Report, prepare_furniture, prepare_procedural

DEBIAN_FURNITURE = Path("/usr/share/sweethome3d/furniture")  # of the package sweethome3d-furniture


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m copart_core.data", description="Prepare training data.")
    commands = parser.add_subparsers(dest="command", required=True)
    prepare = commands.add_parser("prepare", help="samples, distances and views of a source's objects, one file each")
    prepare.add_argument("--source", choices=("procedural", "furniture"), required=True)
    prepare.add_argument("--out", type=Path, required=True, help="folder of the prepared files; what is there is kept")
    prepare.add_argument("--workers", type=int, default=1, help="processes (default 1)")
    prepare.add_argument("--count", type=int, default=2000, help="procedural: number of objects (default 2000)")
    prepare.add_argument("--seed", type=int, default=0, help="procedural: seed of the corpus (default 0)")
    prepare.add_argument(
        "--catalogue", type=Path, nargs="+", metavar="FILE",
        help=f"furniture: .sh3f files (default: all in {DEBIAN_FURNITURE}, the Debian package)",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    line = _ProgressLine()
    try:
        if options.source == "procedural":
            report = prepare_procedural(options.out, options.count, options.seed, options.workers, line.show)
        else:
            catalogues = options.catalogue or _installed()
            report = prepare_furniture(options.out, catalogues, options.workers, line.show)
    except ValueError as error:
        parser.exit(2, f"error: {error}\n")
    line.end(report, options.out)
    return 0 if report.done > len(report.failed) else 1


def _installed() -> list[Path]:
    found = sorted(DEBIAN_FURNITURE.glob("*.sh3f"))
    if not found:
        raise ValueError(
            f"no furniture in {DEBIAN_FURNITURE}; install the Debian package sweethome3d-furniture, or give its .sh3f "
            "files with --catalogue"
        )
    return found


class _ProgressLine:
    """One line that is written over; about once a second where the output is no terminal."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.last = 0.0

    def show(self, report: Report) -> None:
        now = time.monotonic()
        if now - self.last < (0.2 if sys.stderr.isatty() else 10):
            return
        self.last = now
        fresh = report.done - report.skipped
        left = (now - self.start) / fresh * (report.total - report.done)
        text = f"{report.done}/{report.total} objects, {len(report.failed)} failed, {left:.0f} s left"
        sys.stderr.write(f"\r{text:<70}" if sys.stderr.isatty() else f"{text}\n")
        sys.stderr.flush()

    def end(self, report: Report, folder: Path) -> None:
        seconds = time.monotonic() - self.start
        if sys.stderr.isatty():
            sys.stderr.write("\r" + " " * 70 + "\r")
        sys.stdout.write(
            f"prepared {report.prepared} objects in {seconds:.1f} s, {report.skipped} were there, {len(report.failed)} "
            f"failed, {len(report.notes)} notes; see {folder / REPORT}\n"
        )
        for key, reason in report.failed[:10]:
            sys.stdout.write(f"  {key}: {reason}\n")


if __name__ == "__main__":
    sys.exit(main())
