"""Names and captions for real furniture, whose part labels were typed by many people in modelling programs.

`clean_label` turns "sweethome3d_opening_on_hinge_1_handle" or "Leg_Cube.003" into "handle" and "leg", and a label that
says nothing ("Cube.001", "Material.002", "12_12") into "". Captions follow from name, colour, material and object.
"""

from __future__ import annotations

import re

from copart_core.data.colors import terms_in

_HINTS = re.compile(  # marks that Sweet Home 3D gives a meaning to
    r"sweethome3d_(?:(?:opening|arm|window_pane)_on_(?:hinge|rail|ball)_\d+|unique_rail|window)_?", re.IGNORECASE
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")

_MEANINGLESS = frozenset(
    """cube cubo cylinder cilindro zylinder cylindre kreis circle circulo circunferencia cercle plane plano ebene plan
    sphere esfera kugel torus toro cone cono icosphere bezier curve curva kurve nurbs path mesh malla text empty object
    objet objeto obj group grp gruppe groupe material materiau mat matt none default defaultmaterial null untitled unnamed
    shape geometry geom surf surface poly polygon element layer scene root node new copy copie tmp test part parts piece
    color colour firstcolor secondcolor texture textured tex uv map img image jpg jpeg png bmp tif tga
    sweethome sweethome3d inner outer rl id name num number shadeless alpha mirrored wire line lines
    low high poly lod final old main wm cr nk lambert phong blinn initialshadinggroup sg
    a b c d e f g h i j k l m n o p q r s t u v w x y z""".split()
)
_TRANSLATED = {  # Spanish, French, Dutch, German, Italian words of the catalogue, and frequent short forms
    "madera": "wood", "puerta": "door", "puertas": "doors", "pata": "leg", "patas": "legs", "asiento": "seat",
    "respaldo": "backrest", "mesa": "table", "silla": "chair", "cajon": "drawer", "cajones": "drawers",
    "cama": "bed", "colchon": "mattress", "almohada": "pillow", "cojin": "cushion", "cojines": "cushions",
    "espejo": "mirror", "cristal": "glass", "vidrio": "glass", "tirador": "handle", "tiradores": "handles",
    "estante": "shelf", "estantes": "shelves", "lampara": "lamp", "pantalla": "screen", "plastico": "plastic",
    "tela": "fabric", "cuero": "leather", "cuerpo": "body", "tapa": "lid", "pie": "foot", "grifo": "tap",
    "rueda": "wheel", "ruedas": "wheels", "tubo": "tube", "cable": "cable", "boton": "button", "botones": "buttons",
    "armario": "wardrobe", "tira": "handle", "marco": "frame", "hoja": "leaf", "hojas": "leaves", "tronco": "trunk",
    "maceta": "pot", "tierra": "soil", "toalla": "towel", "jabon": "soap", "agua": "water", "ventana": "window",
    "bois": "wood", "porte": "door", "portes": "doors", "pied": "leg", "pieds": "legs", "poignee": "handle",
    "poignees": "handles", "tiroir": "drawer", "tiroirs": "drawers", "verre": "glass", "miroir": "mirror",
    "cadre": "frame", "roue": "wheel", "roues": "wheels", "bouton": "button", "boutons": "buttons", "tuyau": "pipe",
    "corps": "body", "couvercle": "lid", "manche": "handle", "lame": "blade", "lampe": "lamp", "abat": "shade",
    "coussin": "cushion", "matelas": "mattress", "oreiller": "pillow", "dossier": "backrest", "assise": "seat",
    "planche": "board", "tissu": "fabric", "cuir": "leather", "barre": "bar", "barres": "bars", "vis": "screw",
    "feuille": "leaf", "feuilles": "leaves", "tige": "stem", "tronc": "trunk", "terre": "soil", "eau": "water",
    "gonds": "hinges", "gond": "hinge", "rideau": "curtain", "fleche": "arrow", "mur": "wall", "toit": "roof",
    "hout": "wood", "deur": "door", "poot": "leg", "poten": "legs", "stoel": "seat", "lade": "drawer", "wiel": "wheel",
    "holz": "wood", "griff": "handle", "bein": "leg", "beine": "legs", "sitz": "seat", "rad": "wheel",
    "gamba": "leg", "gambe": "legs", "sedile": "seat", "schienale": "backrest", "maniglia": "handle", "legno": "wood",
    "back": "backrest", "backrest": "backrest", "rest": "rest", "armrest": "armrest", "arm": "arm", "cushon": "cushion",
    "feet": "feet", "tyre": "tire", "tyres": "tires", "tap": "tap", "faucet": "tap", "shelve": "shelf", "legg": "leg",
    "alu": "aluminum", "alluminium": "aluminum", "aluminium": "aluminum", "metall": "metal", "metalic": "metal",
    "metallic": "metal", "metalica": "metal", "inox": "steel", "stainless": "steel", "acier": "steel",
    "cromo": "chrome", "chromed": "chrome", "alcochado": "cushion", "suau": "", "rojiza": "red", "negro": "black", "negra": "black",
    "noir": "black", "noire": "black", "blanc": "white", "blanche": "white", "blanco": "white", "blanca": "white",
    "rouge": "red", "rojo": "red", "vert": "green", "verde": "green", "bleu": "blue", "azul": "blue", "gris": "gray",
    "marron": "brown", "jaune": "yellow", "amarillo": "yellow", "grey": "gray", "lt": "", "dk": "",
    "interieur": "interior", "exterieur": "exterior", "droite": "", "gauche": "",
}  # fmt: skip
_MATERIALS = {
    "wood": "wooden", "wooden": "wooden", "oak": "oak", "pine": "pine", "walnut": "walnut", "bamboo": "bamboo",
    "redwood": "redwood", "ash": "ash wood", "metal": "metal", "steel": "steel", "iron": "iron",
    "chrome": "chrome", "aluminum": "aluminum", "brass": "brass", "copper": "copper", "plastic": "plastic",
    "synth": "plastic", "rubber": "rubber", "glass": "glass", "leather": "leather", "fabric": "fabric",
    "cloth": "fabric", "ceramic": "ceramic", "porcelain": "porcelain", "marble": "marble", "stone": "stone",
    "concrete": "concrete", "paper": "paper", "wicker": "wicker",
}  # fmt: skip
_FINISHES = frozenset(
    """gloss glossy matte mat polish polished polis brushed paint painted dark light bright shiny satin clear lacquered
    left right front rear top bottom upper lower middle center centre big small large little inside outside""".split()
)
_PLURALS_IN_S = frozenset("glass brass chassis mattress compass canvas bus gas lens grass dress address".split())


def words_of(label: str) -> list[str]:
    """The meaningful lower-case English words of a label."""
    label = _CAMEL.sub(" ", _HINTS.sub(" ", label)).lower()
    words = (_TRANSLATED.get(word, word) for word in re.split(r"[^a-zÀ-ÿ]+", label))
    return [word for word in words if len(word) > 2 and word not in _MEANINGLESS]


def material_of(*labels: str) -> str | None:
    """The first material that the labels name, as an adjective ("wooden")."""
    return next((_MATERIALS[word] for label in labels for word in words_of(label) if word in _MATERIALS), None)


def clean_label(label: str) -> str:
    """The noun of a part label, or "" where it has none: no material, finish, side or colour word, nothing twice."""
    words = []
    for word in words_of(label):
        if word not in _MATERIALS and word not in _FINISHES and word not in words and not terms_in(word):
            words.append(word)
    if not words and "glass" in words_of(label):
        return "glass"
    return " ".join(words[:3])


def clean_object_name(name: str) -> str:
    """An object's catalogue name in lower case, without colours ("White kitchen chair" -> "kitchen chair")."""
    words = [word for word in re.split(r"[^a-zÀ-ÿ-]+", name.lower()) if word and not terms_in(word)]
    return " ".join(words) or "object"


def with_article(phrase: str) -> str:
    """ "handle" -> "a handle"; plurals stay as they are."""
    last = phrase.split()[-1]
    if last in ("feet", "people") or (last.endswith("s") and not last.endswith("ss") and last not in _PLURALS_IN_S):
        return phrase
    return f"an {phrase}" if phrase[0] in "aeiou" else f"a {phrase}"


def part_captions(name: str, category: str, color: str | None, material: str | None) -> tuple[str, ...]:
    """Paraphrases of one part; where it has one colour, each of them names it."""
    described = " ".join(word for word in (color, material, name) if word)
    colored = f"{color} {name}" if color else name
    captions = [described, with_article(described), with_article(colored)]
    captions += [f"the {described} of {with_article(category)}"]
    if color:
        captions += [f"{name}, {color}", f"{category} {name} in {color}"]
        if material:
            captions += [f"{color} {name}, {material}"]
    elif material:
        captions += [f"{name}, {material}", f"{material} {category} {name}"]
    else:
        captions += [f"{category} {name}"]
    return tuple(dict.fromkeys(captions))


def object_captions(category: str, color: str | None, names: list[str]) -> tuple[str, ...]:
    """Paraphrases of a whole; `names` are those of its parts."""
    listed = list(dict.fromkeys(name for name in names if name != "part"))[:3]
    captions = [category, with_article(category)]
    if color:
        captions += [with_article(f"{color} {category}"), f"{category}, mostly {color}"]
    if listed:
        parts = ", ".join(with_article(name) for name in listed)
        captions += [f"{with_article(category)} with {' and '.join(parts.rsplit(', ', 1))}"]
    return tuple(captions)
