"""The credits that the licences of training objects ask for: who made what, as a Markdown file beside the weights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from copart_core.data.shards import iterate

HEAD = """# Credits

The weights in this folder were trained on renderings and surfaces of these objects, among others that were made by this
program and need no credit. Objects under Creative Commons Attribution are credited as their licence asks; they were cut
into parts, sampled and rendered for training.
"""


def credits_of(folders: Iterable[Path]) -> dict[str, list[str]]:
    """Sorted credit lines of all training objects that name one, by the library that they come from."""
    found: dict[str, set[str]] = defaultdict(set)
    for sample in iterate(folders, "train"):
        if sample.credit:
            line, _, library = sample.credit.partition(", from the library ")
            found[library or sample.source].add(line)
    return {library: sorted(lines, key=str.casefold) for library, lines in sorted(found.items())}


def write_credits(folders: Iterable[Path], path: Path) -> int:
    """Write the credits as Markdown; returns how many lines there are."""
    found = credits_of(folders)
    sections = [f"\n## {library}\n\n" + "".join(f"- {line}\n" for line in lines) for library, lines in found.items()]
    path.write_text(HEAD + "".join(sections), encoding="utf-8")
    return sum(map(len, found.values()))
