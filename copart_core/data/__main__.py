"""Training data on the command line: `python -m copart_core.data prepare --help`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from copart_core.data.credits import write_credits
from copart_core.data.prepare import REPORT, SHARD_SIZE, Report, prepare_furniture, prepare_procedural

DEBIAN_FURNITURE = Path("/usr/share/sweethome3d/furniture")  # of the package sweethome3d-furniture


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m copart_core.data", description="Prepare training data.")
    commands = parser.add_subparsers(dest="command", required=True)
    prepare = commands.add_parser(
        "prepare", help="samples, distances, views and meshes of objects, as webdataset shards"
    )
    prepare.add_argument("--source", choices=("procedural", "furniture"), required=True)
    prepare.add_argument("--out", type=Path, required=True, help="folder of the shards; what is there is kept")
    prepare.add_argument("--workers", type=int, default=1, help="processes (default 1)")
    prepare.add_argument("--shard-size", type=int, default=SHARD_SIZE, help=f"objects a shard (default {SHARD_SIZE})")
    prepare.add_argument("--count", type=int, default=2000, help="procedural: number of objects (default 2000)")
    prepare.add_argument("--seed", type=int, default=0, help="procedural: seed of the corpus (default 0)")
    prepare.add_argument(
        "--catalogue", type=Path, nargs="+", metavar="FILE",
        help=f"furniture: .sh3f files (default: all in {DEBIAN_FURNITURE}, the Debian package)",
    )  # fmt: skip
    named = commands.add_parser("credits", help="write whom the prepared training objects' licences ask to credit")
    named.add_argument("folders", type=Path, nargs="+", help="folders of prepared objects")
    named.add_argument("--out", type=Path, required=True, help="the Markdown file to write, e.g. CREDITS.md")
    options = parser.parse_args(arguments)
    if options.command == "credits":
        return _credits(parser, options)
    line = _ProgressLine()
    try:
        if options.source == "procedural":
            report = prepare_procedural(
                options.out, options.count, options.seed, options.workers, line.show, options.shard_size
            )
        else:
            catalogues = options.catalogue or _installed()
            report = prepare_furniture(options.out, catalogues, options.workers, line.show, options.shard_size)
    except ValueError as error:
        parser.exit(2, f"error: {error}\n")
    except KeyboardInterrupt:
        parser.exit(130, "\nstopped; whole shards are kept: run the same command to go on\n")
    line.end(report, options.out)
    return 0 if report.prepared + report.skipped else 1


def _credits(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    try:
        count = write_credits(options.folders, options.out)
    except ValueError as error:
        parser.exit(2, f"error: {error}\n")
    sys.stdout.write(f"{count} credits in {options.out}\n")
    return 0


def _installed() -> list[Path]:
    found = sorted(DEBIAN_FURNITURE.glob("*.sh3f"))
    if not found:
        raise ValueError(
            f"no furniture in {DEBIAN_FURNITURE}; install the Debian package sweethome3d-furniture, or give its .sh3f "
            "files with --catalogue"
        )
    return found


class _ProgressLine:
    """One line that is written over at every shard; lines of their own where the output is no terminal."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    def show(self, report: Report) -> None:
        left = (time.monotonic() - self.start) / report.fresh * (report.total - report.done)
        text = f"{report.done}/{report.total} objects, {len(report.failed)} failed, {left:.0f} s left"
        sys.stderr.write(f"\r{text:<70}" if sys.stderr.isatty() else f"{text}\n")
        sys.stderr.flush()

    def end(self, report: Report, folder: Path) -> None:
        seconds = time.monotonic() - self.start
        if sys.stderr.isatty():
            sys.stderr.write("\r" + " " * 70 + "\r")
        sys.stdout.write(
            f"prepared {report.prepared} objects in {seconds:.1f} s, {report.skipped} were there\n"
            f"{len(report.failed)} could not be prepared, {len(report.notes)} notes; reasons in {folder / REPORT}\n"
        )
        for key, reason in report.failed[:10]:
            sys.stdout.write(f"  {key}: {reason}\n")


if __name__ == "__main__":
    sys.exit(main())
