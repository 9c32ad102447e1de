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

_COMPOUND = re.compile(  # "whiteplastic", "bigcushion"
    r"\b(white|black|red|blue|green|gr+[ae]y|brown|yellow|dark|light|big|small|low|plastic|internal|external)"
    r"(?=(?:plastic|metal|wood|paint|line|fabric|cushion|bulb|gr[ae]y|interior|black|white|glass|door|sofa|table|wheel)\b)"
)

_MEANINGLESS = frozenset(
    """cube cubo cylinder cilindro zylinder cylindre kreis circle circulo circunferencia cercle plane plano ebene plan
    sphere esfera kugel torus toro cone cono icosphere bezier curve curva kurve nurbs path mesh malla text texte
    empty object objet objeto obj group grp gruppe groupe material materiau none default defaultmaterial null
    untitled unnamed shape geometry geom surf surface poly polygon polyline lwpolyline culwpolyline element
    layer scene root node new copy copie tmp test part parts piece item items color colour firstcolor
    secondcolor texture textured tex map img image jpg jpeg png bmp tif tga sweethome sweethome3d inner outer
    num number shadeless alpha mirrored wire line lines poly lod final old orig main lambert phong blinn
    initialshadinggroup the and for with without off two one sup sub generic desig design basic simple tileable
    tileabl pija rculo reflection refraction shadows visual boolean normal bump emit total freq rect semitrans
    transparent smooth rough type offical public dom cla logo web first last and""".split()
)
_DICTIONARY = """
# Spanish, Catalan, Portuguese
madera maderas madeira fusta: wood; puerta: door; puertas: doors; pata: leg; patas potes potas: legs; asiento: seat
asientos: seats; respaldo espaldar: backrest; mesa taula: table; mesita: side table; silla cadira cadeira: chair
cadeiras: chairs; cajon: drawer; cajones: drawers; cama: bed; colchon: mattress; almohada: pillow
cojin coixi coj: cushion; cojines: cushions; espejo: mirror; cristal vidrio vidro: glass; cristales ventana: window
tirador maneta tira: handle; tiradores: handles; estante: shelf; estantes estanteria: shelves; lampara: lamp
farola: lamp post; luz: light; pantalla: screen; plastico: plastic; tela telas: fabric; cuero: leather; cuerpo: body
tapa: lid; pie: foot; grifo: tap; rueda: wheel; ruedas: wheels; llantas: rims; neumaticos: tires; faros: headlights
tubo: tube; boton: button; botones: buttons; armario armari: wardrobe; marco marc: frame; hoja: leaf; hojas: leaves
tronco: trunk; maceta: pot; tierra: soil; toalla: towel; jabon: soap; jabonera: soap dish; agua: water
soporte soport suport: support; bandeja: tray; jarron: vase; colcha: bedspread; sabana: sheet; etiqueta: label
teclas: keys; teclado: keyboard; libros: books; piedras: stones; vela: candle; mecha: wick; marmol: marble
pica: sink; desague: drain; tapon: plug; tuberia: pipe; oficina: office; banco: bench; botella: bottle
botellas: bottles; liquido: liquid; ceramica: ceramic; brazos: armrests; sillon: armchair
# French
bois: wood; porte: door; portes: doors; pied: leg; pieds: legs; poignee: handle; poignees: handles; tiroir: drawer
tiroirs: drawers; verre: glass; miroir: mirror; cadre: frame; roue: wheel; roues: wheels; bouton: button
boutons: buttons; tuyau: pipe; corps: body; couvercle: lid; manche: handle; lame: blade; lampe: lamp; abat: shade
coussin: cushion; matelas: mattress; oreiller: pillow; dossier: backrest; assise: seat; planche: board
tissu: fabric; cuir: leather; barre: bar; barres: bars; vis: screw; feuille: leaf; feuilles: leaves; tige: stem
tronc: trunk; terre: soil; eau: water; gonds: hinges; gond: hinge; rideau: curtain; fleche: arrow; mur: wall
toit: roof; chaise: chair; plateau: top; socle: base; dessous: underside; coupole: dome; collier: collar
chapeau: hat; chemise: shirt; blouson: jacket; pantalon: trousers; poteau: post; soutien: support; cloche: bell
peau: skin; yeux: eyes; nez: nose; coque: shell; lavabo: washbasin; ceramique: ceramic; interieur: interior
exterieur: exterior
# Dutch, German, Italian, Slavic
hout holz legno: wood; deur: door; poot bein gamba noga noh: leg; poten beine gambe nohy voorpoten achterpoten: legs
zitting sitz sedile: seat; leuning schienale: backrest; lade: drawer; wiel rad: wheel; griff maniglia: handle
letto: bed; sruby: screws; blumenkasten: planter; blume: flower; blatt: leaf; erde: soil; fenster: window
achse: axle; fahrerhaus: cab; fahrgestell: chassis; auflieger: trailer; forno: oven; kanter: edges
# English as it was typed
back: backrest; sit: seat; cushon cuishon: cushion; matress: mattress; tyre: tire; tyres: tires; faucet: tap
shelve: shelf; suround: surround; bae bse: base; stiks: sticks; aplliances appliances: appliance
taillights: tail lights; grrey grey: gray; alu alum alluminium aluminium: aluminum
metall metalic metallic metalica: metal; inox stainless acier: steel; cromo chromed: chrome; textile: fabric
# colours
rojiza rouge rojo roja rojos: red; negro negra noir noire: black
blanc blanche blanco blanca blancos blancas weiss: white; vert verde: green; bleu azul: blue
gris cinza argent: gray; marron: brown; jaune amarillo: yellow; taronja: orange
"""
_TRANSLATED = {
    word: meaning.strip()
    for line in _DICTIONARY.splitlines()
    if not line.startswith("#")
    for words, _, meaning in (entry.partition(":") for entry in line.split(";"))
    for word in words.split()
}
_MATERIALS = {
    "wood": "wooden", "wooden": "wooden", "oak": "oak", "pine": "pine", "walnut": "walnut", "bamboo": "bamboo",
    "redwood": "redwood", "ash": "ash wood", "metal": "metal", "steel": "steel", "iron": "iron",
    "chrome": "chrome", "aluminum": "aluminum", "brass": "brass", "copper": "copper", "plastic": "plastic",
    "synth": "plastic", "rubber": "rubber", "glass": "glass", "leather": "leather", "fabric": "fabric",
    "cloth": "fabric", "ceramic": "ceramic", "porcelain": "porcelain", "marble": "marble", "stone": "stone",
    "concrete": "concrete", "paper": "paper", "wicker": "wicker", "cardboard": "cardboard",
}  # fmt: skip
_FINISHES = frozenset(
    """gloss glossy matte mat polish polished polis brushed frosted paint painted dark light bright shiny satin clear
    lacquered left right front rear top bottom upper lower middle center centre big small large little inside
    outside internal external""".split()
)
_NOUNS_TOO = ("glass", "top", "bottom", "front")  # where the label says nothing else
_SINGULARS_IN_S = frozenset("canvas gas lens".split())  # beside all in -ss, -is, -us


def words_of(label: str) -> list[str]:
    """The meaningful lower-case English words of a label."""
    label = _COMPOUND.sub(r"\1 ", " ".join(re.split(r"[^a-zÀ-ÿ]+", _CAMEL.sub(" ", _HINTS.sub(" ", label)).lower())))
    words = (meaning for word in label.split() for meaning in _TRANSLATED.get(word, word).split())
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
    return " ".join(words[:3]) or next((word for word in words_of(label) if word in _NOUNS_TOO), "")


def clean_object_name(name: str) -> str:
    """An object's catalogue name in lower case, without colours ("White kitchen chair" -> "kitchen chair")."""
    words = [word for word in re.split(r"[^a-zÀ-ÿ-]+", name.lower()) if word and not terms_in(word)]
    return " ".join(words) or "object"


def with_article(phrase: str) -> str:
    """ "handle" -> "a handle"; plurals stay as they are."""
    last = phrase.split()[-1]
    if last in ("feet", "people") or (last.endswith("s") and last[-2] not in "siu" and last not in _SINGULARS_IN_S):
        return phrase
    return f"an {phrase}" if phrase[0] in "aeiou" else f"a {phrase}"


def part_captions(name: str, category: str, color: str | None, material: str | None) -> tuple[str, ...]:
    """Paraphrases of one part; where it has one colour, each of them names it."""
    material = material if material != name else None
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
