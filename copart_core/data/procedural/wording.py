"""Captions: paraphrases of (part kind, shape, colour, material, category), for parts and for whole objects."""

from __future__ import annotations

from collections import Counter

import numpy as np

from copart_core.data import colors
from copart_core.data.procedural.finishes import Finish
from copart_core.data.procedural.shapes import Shape

Rng = np.random.Generator
NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}


def article(phrase: str) -> str:
    """`phrase` with "a" or "an" before it."""
    sounds_like_consonant = phrase.startswith(("u-", "uni", "one"))
    return ("an " if phrase[0] in "aeiou" and not sounds_like_consonant else "a ") + phrase


def plural(kind: str) -> str:
    """The plural of a part kind."""
    if kind.endswith("shelf"):
        return kind[:-1] + "ves"
    if kind.endswith(("s", "sh", "ch", "x")):
        return kind + "es"
    return kind + "s"


def _join(*words: str | None) -> str:
    return " ".join(word for word in words if word)


def is_plural(kind: str) -> bool:
    """Whether a kind is already a plural noun ("keys")."""
    return kind in ("keys", "strings", "leaves", "books", "curtains", "flowers", "coconuts", "fruits")


def describe(rng: Rng, kind: str, category: str, shape: Shape, finish: Finish, count: int = 6) -> tuple[str, ...]:
    """Paraphrased captions of one part, shortest first. Each names the kind and the colour, nearly each the shape.

    `category` is the object that the part belongs to, "" where the part is a whole thing in a mini-scene.
    """
    look = shape.words[0]
    other = str(rng.choice(shape.words))
    color, material, pattern = finish.color, finish.material, finish.pattern
    tint = color or material
    if color is not None:
        stuff = _join(color, material if rng.random() < 0.5 else None)
        synonym = str(rng.choice(colors.SYNONYMS[color])) if rng.random() < 0.3 else color
    else:
        stuff, synonym = material, material
    of = "" if category in kind else category
    made = {"wooden": "wood"}.get(material or "", material)
    whole = f" {rng.choice(['of', 'for', 'on'])} {article(category)}" if category else ""
    a = (lambda phrase: phrase) if is_plural(kind) else article
    templates = [
        _join(tint, kind),
        _join(tint, look, kind),
        a(_join(tint, look, pattern, kind)),
        a(_join(other, pattern, stuff, of, kind)),
        _join(look, pattern, kind, "in", color, made),
        f"{kind}, {_join(tint, pattern)}, {other}",
        f"{a(_join(pattern, stuff, of, kind))}, {other}",
        f"{_join(tint, kind)}{whole}, {_join(look, pattern)}",
        f"the {_join(of, kind)} is {look} and {_join(synonym)}" if not is_plural(kind) else f"{look} {synonym} {kind}",
        a(_join(look, synonym, pattern, kind)),
        f"{a(_join(look, of, kind))} made of {_join(color, made)}" if made else a(_join(look, tint, of, kind)),
        f"{a(_join(look, kind))} painted {tint}" if color else a(_join(look, kind)) + f" in {material}",
    ]
    always = [1, 3, 5]
    extra = rng.permutation([i for i in range(len(templates)) if i not in always])[: max(count - len(always), 1)]
    chosen = {templates[int(i)] for i in [*always, *extra]}
    for index in (2, 7, 4, 9, 11):
        if len(chosen) >= 4:
            break
        chosen.add(templates[index])
    return tuple(sorted(chosen, key=lambda caption: (len(caption), caption)))


def phrase_of(kind: str, shape: Shape, finish: Finish, many: int = 1) -> str:
    """A noun phrase for one or several alike parts, without article for one ("four tapered oak legs")."""
    noun = plural(kind) if many > 1 and not is_plural(kind) else kind
    words = _join(finish.color or finish.material, shape.words[0], finish.pattern, noun)
    if many > 1:
        return f"{NUMBERS.get(many, 'many')} {words}"
    return words if is_plural(kind) else article(words)


def describe_whole(
    rng: Rng, category: str, adjective: str | None, phrases: list[str], tint: str | None
) -> tuple[str, ...]:
    """Captions of a whole object from the phrases of its most telling parts, shortest first."""
    phrases = [phrase for phrase, _ in Counter(phrases).items()]
    whole = article(_join(adjective, category))
    captions = {article(category), whole, article(_join(tint, category)), article(_join(adjective, tint, category))}
    captions.add(f"{whole} with {phrases[0]}")
    if len(phrases) > 1:
        captions.add(f"{whole} with {phrases[0]} and {phrases[1]}")
        captions.add(f"{article(_join(tint, category))} that has {phrases[1]} and {phrases[0]}")
    if len(phrases) > 2:
        captions.add(f"{whole} made of {phrases[0]}, {phrases[1]} and {phrases[2]}")
    captions.add(f"{category} with {', '.join(phrases[:3])}")
    return tuple(sorted(captions, key=lambda caption: (len(caption), caption)))
