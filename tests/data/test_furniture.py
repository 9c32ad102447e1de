import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from copart_core.data.furniture import CATALOGUE, extrude_flat, list_entries, read_object
from copart_core.data.record import prepare_object
from copart_core.geometry.render import RayScene

HEAD = "id=Tiny#Models\nname=Tiny\nlicense=Creative Commons Attribution 3.0 license\n"
ENTRY = """
id#{n}=Tiny#{model}
name#{n}={name}
category#{n}=Living room
model#{n}=/tiny/{model}/{model}.obj
width#{n}=100.0
depth#{n}=50.0
height#{n}=200.0
creator#{n}=Zo\\u00eb
"""
FACES = "1 2 4 3|5 7 8 6|1 5 6 2|3 4 8 7|1 3 7 5|2 6 8 4"


def _cuboid(low, high, first: int) -> tuple[str, int]:
    """OBJ lines of a box whose vertices are numbered from `first`, outward."""
    low, high = np.array(low, float), np.array(high, float)
    bits = [(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)]
    lines = ["v " + " ".join(str(value) for value in np.where(bit, high, low)) for bit in bits]
    for face in FACES.split("|"):
        lines.append("f " + " ".join(str(int(corner) + first - 1) for corner in face.split()))
    return "\n".join(lines) + "\n", first + 8


def _table() -> str:
    """A top, two legs, a screw that is too small to be a part, and a flat label with a texture."""
    text, first = "mtllib table.mtl\n", 1
    for group, material, low, high in [
        ("Top_Cube.001", "dark_red", (0, 1.9, 0), (10, 2, 5)),
        ("leg_left", "wood", (0, 0, 0), (1, 1.9, 5)),
        ("leg_right", "wood", (9, 0, 0), (10, 1.9, 5)),
        ("screw", "wood", (9.1, 1.8, 0.1), (9.2, 1.9, 0.2)),
    ]:
        lines, first = _cuboid(low, high, first)
        text += f"o {group}\nusemtl {material}\n{lines}"
    text += "g label\nusemtl picture\nv 2 2 1\nv 8 2 1\nv 8 2 4\nv 2 2 4\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\n"
    quad = " ".join(f"{first + corner}/{corner + 1}" for corner in range(4))
    return text + f"f {quad}\nf {' '.join(reversed(quad.split()))}\n"


@pytest.fixture
def catalogue(tmp_path) -> Path:
    stream = io.BytesIO()
    half = np.full((8, 8, 3), (30, 110, 220), np.uint8)
    half[:, 6:] = (255, 255, 255)
    Image.fromarray(half).save(stream, "PNG")
    broken, _ = _cuboid((0, 0, 0), (1, 1, 1), 1)
    path = tmp_path / "tiny.sh3f"
    with zipfile.ZipFile(path, "w") as archive:
        entries = [("table", "White Table"), ("cube", "Cube"), ("gone", "Gone")]
        text = HEAD + "".join(ENTRY.format(n=n, model=m, name=name) for n, (m, name) in enumerate(entries, 1))
        archive.writestr(CATALOGUE, text.encode("latin-1"))
        archive.writestr("tiny/table/table.obj", _table())
        archive.writestr(
            "tiny/table/table.mtl",
            "newmtl dark_red\nKd 0.8 0.1 0.1\nnewmtl wood\nKd 0.44 0.26 0.14\nnewmtl picture\nmap_Kd Picture.PNG\n",
        )
        archive.writestr("tiny/table/picture.png", stream.getvalue())
        archive.writestr("tiny/table/LICENSE.html", "<p>Released under Creative Commons Zero</p>")
        archive.writestr("tiny/cube/cube.obj", "o only\n" + broken)
    return path


def test_the_catalogue_lists_names_sizes_and_credits(catalogue):
    table, *_ = entries = list_entries(catalogue)
    assert len(entries) == 3
    assert (table.id, table.slug, table.name) == ("Tiny#table", "tiny-table", "White Table")
    assert table.size == (100.0, 200.0, 50.0) and table.creator == "Zoë"


def test_an_object_has_named_parts_in_the_catalogues_size(catalogue):
    table = read_object(list_entries(catalogue)[0])
    assert sorted(part.name for part in table.parts) == ["label", "leg", "leg", "top"]
    assert table.category == "table"
    vertices = np.concatenate([part.mesh.vertices for part in table.parts])
    np.testing.assert_allclose(vertices.min(axis=0), [-0.5, 0, -0.25], atol=0.02)
    np.testing.assert_allclose(vertices.max(axis=0), [0.5, 2, 0.25], atol=0.02)


def test_colours_come_from_materials_and_textures_and_are_named_in_captions(catalogue):
    parts = {part.name: part for part in read_object(list_entries(catalogue)[0]).parts}
    assert {name: part.main_color for name, part in parts.items()} == {"top": "red", "leg": "brown", "label": "blue"}
    assert "a brown wooden leg" in parts["leg"].captions
    label = parts["label"].mesh
    low, high = label.bounds
    across = np.linspace(low[0], high[0], 41)[1:-1]
    origins = np.stack([across, np.full(39, high[1] + 1), np.full(39, label.bounds[:, 2].mean())], axis=1)
    colors = parts["label"].color(RayScene(label.vertices, label.faces).cast(origins, np.tile([0, -1.0, 0], (39, 1))))
    assert (colors[4:25] == (30, 110, 220)).all(), "the left three quarters of the picture are blue"
    assert (colors[34:36] == 255).all()


def test_a_licence_beside_the_model_overrides_that_of_the_library(catalogue):
    table = read_object(list_entries(catalogue)[0])
    assert table.credit.startswith('"White Table" by Zoë, CC0') and "Tiny" in table.credit


def test_tiny_parts_join_their_neighbour(catalogue):
    parts = read_object(list_entries(catalogue)[0]).parts
    assert sorted(len(part.mesh.faces) for part in parts if part.name in ("leg", "top")) == [12, 12, 24]


def test_what_cannot_be_used_is_refused_with_the_reason(catalogue, tmp_path):
    _, cube, gone = list_entries(catalogue)
    with pytest.raises(ValueError, match="1 parts by group and 1 by material"):
        read_object(cube)
    with pytest.raises(ValueError, match=r"no file tiny/gone/gone\.obj"):
        read_object(gone)
    (tmp_path / "text.sh3f").write_text("no archive")
    with pytest.raises(ValueError, match="not a Sweet Home 3D furniture library"):
        list_entries(tmp_path / "text.sh3f")
    with pytest.raises(ValueError, match="there is no file"):
        list_entries(tmp_path / "none.sh3f")


def test_a_read_object_can_be_prepared(catalogue):
    sample, _ = prepare_object(read_object(list_entries(catalogue)[0]))
    assert sample.parts[0].name == "table" and len(sample.parts) == 5
    assert all((part.distances < 0).any() for part in sample.parts), "every part has an inside, the flat label too"
    assert "Zoë" in sample.credit and sample.source == "furniture"


def test_a_flat_part_becomes_a_closed_slab():
    points = np.array([[0.0, 3, 0], [2, 3, 0], [2, 3, 1], [0, 3, 1]])
    faces = np.array([[0, 1, 2], [0, 2, 3], [2, 1, 0], [3, 2, 0]])  # both sides
    uv = points[faces][..., [0, 2]].astype(np.float32)
    slab_points, slab_faces, slab_uv, source = extrude_flat(points, faces, uv, axis=1, thickness=0.2)
    slab = trimesh.Trimesh(slab_points, slab_faces)
    assert slab.is_watertight and slab.volume == pytest.approx(2 * 1 * 0.2)
    np.testing.assert_allclose(slab.bounds, [[0, 2.9, 0], [2, 3.1, 1]])
    assert len(slab_uv) == len(source) == len(slab_faces)
    np.testing.assert_allclose(slab_points[slab_faces][..., [0, 2]], slab_uv, atol=1e-6)
