import io
import json
import struct

import numpy as np
import pytest
import trimesh
from PIL import Image
from trimesh.visual import TextureVisuals
from trimesh.visual.material import PBRMaterial

from copart_core.geometry.glb import read_glb, unique_names, write_glb
from copart_core.geometry.gltf_document import GltfDocument
from copart_core.geometry.part_mesh import PartMesh
from copart_core.geometry.srgb import encode_png, linear_to_srgb, srgb_to_linear


def sphere(seed=0, texture=False, colors=False):
    shape = trimesh.creation.icosphere(subdivisions=1, radius=1.3)
    rng = np.random.default_rng(seed)
    vertices = (shape.vertices + np.array([seed, 0, 0])).astype(np.float32)
    png = encode_png(rng.integers(0, 256, (8, 8, 3), dtype=np.uint8)) if texture else None
    return PartMesh(
        vertices,
        shape.faces.astype(np.uint32),
        (shape.vertices / 1.3).astype(np.float32),
        rng.random((len(vertices), 2), dtype=np.float32) if texture else None,
        png,
        rng.integers(0, 256, (len(vertices), 4), dtype=np.uint8) if colors else None,
    )


def same(one: PartMesh, other: PartMesh) -> bool:
    pairs = [(getattr(one, name), getattr(other, name)) for name in ("vertices", "faces", "normals", "uv", "colors")]
    equal = all((a is None) == (b is None) and (a is None or (a.tobytes() == b.tobytes() and a.dtype == b.dtype))
                for a, b in pairs)  # fmt: skip
    return equal and one.texture_png == other.texture_png


def document_of(data: bytes) -> dict:
    (length,) = struct.unpack_from("<I", data, 12)
    return json.loads(data[20 : 20 + length])


def pack(document: dict, binary: bytes = b"") -> bytes:
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(binary), 0x004E4942) + binary
    return struct.pack("<III", 0x46546C67, 2, 12 + len(chunks)) + chunks


NODES = [("Leg", "leg-1", sphere(0, texture=True)), ("Leg", "leg-2", sphere(1, colors=True)), ("Tür", None, sphere(2))]


def test_reading_gives_back_the_very_same_arrays_and_bytes(tmp_path):
    path = tmp_path / "chair.glb"
    data = write_glb(path, NODES, "Chair", {"made": 1})
    assert path.read_bytes() == data and [entry.name for entry in tmp_path.iterdir()] == ["chair.glb"]
    back = read_glb(path)
    assert [(name, part_id) for name, part_id, _ in back] == [("Leg", "leg-1"), ("Leg 2", "leg-2"), ("Tür", None)]
    assert all(same(read[2], written[2]) for read, written in zip(back, NODES, strict=True))
    assert write_glb(None, back, "Chair", {"made": 1}) == data


def test_the_file_says_what_gltf_demands():
    document = document_of(write_glb(None, NODES, "Chair", {"made": 1}))
    assert document["scenes"] == [{"name": "Chair", "nodes": [0, 1, 2], "extras": {"made": 1}}]
    assert [node["name"] for node in document["nodes"]] == ["Leg", "Leg 2", "Tür"]
    assert document["nodes"][0]["extras"] == {"part_id": "leg-1"}
    assert all(material["pbrMetallicRoughness"]["metallicFactor"] == 0 for material in document["materials"])
    assert all(view["byteOffset"] % 4 == 0 for view in document["bufferViews"])
    attributes = [mesh["primitives"][0]["attributes"] for mesh in document["meshes"]]
    assert [set(found) - {"POSITION", "NORMAL"} for found in attributes] == [{"TEXCOORD_0"}, {"COLOR_0"}, set()]


def test_trimesh_agrees():
    scene = trimesh.load_scene(io.BytesIO(write_glb(None, NODES)), file_type="glb", process=False)
    assert set(scene.geometry) == {"Leg", "Leg 2", "Tür"}
    leg = scene.geometry["Leg"]
    assert np.array_equal(leg.vertices.astype(np.float32), NODES[0][2].vertices)
    assert np.allclose(leg.visual.uv, NODES[0][2].uv * [1, -1] + [0, 1])
    png = NODES[0][2].texture_png
    assert png is not None
    assert np.array_equal(np.asarray(leg.visual.material.baseColorTexture), np.asarray(Image.open(io.BytesIO(png))))


def test_vertex_colours_are_stored_linear():
    mesh = sphere()
    grey = np.full((len(mesh.vertices), 4), (188, 188, 188, 255), np.uint8)  # sRGB 188 is half the light
    data = write_glb(None, [("Ball", "b", PartMesh(mesh.vertices, mesh.faces, mesh.normals, colors=grey))])
    document = GltfDocument(data)
    stored = document.floats(document.json["meshes"][0]["primitives"][0]["attributes"]["COLOR_0"])
    assert np.allclose(stored[:, :3], 0.5, atol=0.005) and (stored[:, 3] == 1).all()


def test_srgb_round_trip():
    steps = np.arange(256) / 255
    assert np.allclose(linear_to_srgb(srgb_to_linear(steps)), steps)


def test_unique_names_are_stable():
    names = unique_names(["Leg", "Leg", "Leg 2", "", "", "Leg"])
    assert names == ["Leg", "Leg 3", "Leg 2", "part", "part 2", "Leg 4"]
    assert unique_names(names) == names


def test_foreign_files_are_read_in_world_coordinates():
    shape = trimesh.creation.box((1, 2, 3))
    shape.visual = TextureVisuals(
        uv=np.zeros((8, 2)),
        material=PBRMaterial(
            baseColorTexture=Image.new("RGB", (4, 4), (200, 100, 50)), baseColorFactor=[255, 255, 255, 255]
        ),
    )
    scene = trimesh.Scene()
    mirrored = np.diag([-2.0, 1, 1, 1])
    mirrored[:3, 3] = 5, 6, 7
    scene.add_geometry(shape, node_name="block", transform=mirrored)
    ((name, part_id, mesh),) = read_glb(bytes(scene.export(file_type="glb")))  # type: ignore[arg-type]
    assert (name, part_id) == ("block", None)
    assert np.allclose(mesh.bounds(), [[4, 5, 5.5], [6, 7, 8.5]])
    assert trimesh.Trimesh(mesh.vertices, mesh.faces).volume == pytest.approx(12)
    outward = np.einsum("vi,vi->v", mesh.vertices - [5, 6, 7], mesh.normals)
    assert (outward > 0).all()
    assert mesh.texture_png is not None
    assert np.asarray(Image.open(io.BytesIO(mesh.texture_png)))[0, 0].tolist() == [200, 100, 50]


def test_any_accessor_type_primitive_mode_and_base_colour():
    """Quantised positions, 8-bit strip indices, two primitives with a colour factor and none."""
    positions = np.array([[0, 0, 0, 0], [32767, 0, 0, 0], [0, 32767, 0, 0], [32767, 32767, 0, 0]], np.int16)
    binary = positions.tobytes() + bytes([0, 1, 2, 3])
    factor = [float(srgb_to_linear(np.array(0.5))), 0.0, 1.0, 1.0]
    document = {
        "asset": {"version": "2.0"},
        "nodes": [{"name": "outer", "scale": [2, 2, 2], "children": [1]}, {"name": "sheet", "mesh": 0}],
        "meshes": [{"primitives": [
            {"attributes": {"POSITION": 0}, "indices": 1, "mode": 5, "material": 0},
            {"attributes": {"POSITION": 0}, "indices": 1, "mode": 6},
            {"attributes": {"POSITION": 0}, "mode": 1},
        ]}],
        "materials": [{"name": "red", "pbrMetallicRoughness": {"baseColorFactor": factor}}],
        "accessors": [
            {"bufferView": 0, "componentType": 5122, "normalized": True, "count": 4, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5121, "count": 4, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteLength": 32, "byteStride": 8}, {"buffer": 0, "byteOffset": 32, "byteLength": 4}
        ],
        "buffers": [{"byteLength": 36}],
    }  # fmt: skip
    strip, fan = read_glb(pack(document, binary))
    assert (strip[0], fan[0]) == ("sheet red", "sheet 2")
    assert strip[2].vertices.tolist() == [[0, 0, 0], [2, 0, 0], [0, 2, 0], [2, 2, 0]]
    assert strip[2].faces.tolist() == [[0, 1, 2], [3, 2, 1]]
    assert np.allclose(strip[2].normals, [0, 0, 1])
    assert fan[2].faces.tolist() == [[0, 1, 2], [0, 2, 3]]
    assert strip[2].colors is not None and strip[2].colors[0].tolist() == [128, 0, 255, 255]
    assert fan[2].colors is None


def test_skins_stand_at_rest():
    positions = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)
    joints, weights = np.zeros((3, 4), np.uint8), np.tile(np.array([1, 0, 0, 0], np.float32), (3, 1))
    binary = positions.tobytes() + joints.tobytes() + weights.tobytes()
    document = {
        "asset": {"version": "2.0"},
        "nodes": [{"mesh": 0, "skin": 0, "translation": [9, 9, 9]}, {"translation": [0, 0, 4]}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "JOINTS_0": 1, "WEIGHTS_0": 2}}]}],
        "skins": [{"joints": [1]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5121, "count": 3, "type": "VEC4"},
            {"bufferView": 2, "componentType": 5126, "count": 3, "type": "VEC4"},
        ],
        "bufferViews": [{"buffer": 0, "byteLength": 36}, {"buffer": 0, "byteOffset": 36, "byteLength": 12},
                        {"buffer": 0, "byteOffset": 48, "byteLength": 48}],
        "buffers": [{"byteLength": len(binary)}],
    }  # fmt: skip
    ((_, _, mesh),) = read_glb(pack(document, binary))
    assert np.allclose(mesh.vertices, positions + np.array([0, 0, 4]))


def triangle(scale=(1, 1, 1), **attributes):
    """A GLB of one triangle in the xy plane as others might write it; attributes are float arrays [count, width]."""
    arrays = {"POSITION": np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32), **attributes}
    kinds, binary, accessors, views = {2: "VEC2", 3: "VEC3", 4: "VEC4"}, b"", [], []
    for array in arrays.values():
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": array.nbytes})
        accessors.append({"bufferView": len(accessors), "componentType": 5126, "count": len(array),
                          "type": kinds[array.shape[1]]})  # fmt: skip
        binary += array.astype(np.float32).tobytes()
    document = {
        "asset": {"version": "2.0"},
        "nodes": [{"name": "sheet", "mesh": 0, "scale": list(scale)}],
        "meshes": [{"primitives": [{"attributes": {name: index for index, name in enumerate(arrays)}}]}],
        "accessors": accessors, "bufferViews": views, "buffers": [{"byteLength": len(binary)}],
    }  # fmt: skip
    return pack(document, binary)


@pytest.mark.parametrize("scale", [(1, 1, 1), (2, 3, 4)])
def test_normals_of_others_are_mended_and_can_be_written(scale):
    stored = np.array([[0, 0, 5], [np.nan, 0, 1], [0, 0, 0]], np.float32)
    parts = read_glb(triangle(scale, NORMAL=stored))
    assert np.allclose(parts[0][2].normals, [0, 0, 1])
    ((_, _, back),) = read_glb(write_glb(None, parts))
    assert same(back, parts[0][2])


def test_normals_that_are_unit_stay_bit_for_bit():
    stored = np.array([[0.6, 0, 0.8], [0, 0, 7], [0, 0.0003, 1]], np.float32)
    ((_, _, mesh),) = read_glb(triangle(NORMAL=stored))
    assert mesh.normals[[0, 2]].tobytes() == stored[[0, 2]].tobytes() and mesh.normals[1].tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"NORMAL": np.ones((2, 3))}, r"normals of shape \[3, 3\], got \[2, 3\]"),
        ({"NORMAL": np.ones((3, 4))}, "normals of shape"),
        ({"TEXCOORD_0": np.zeros((4, 2))}, "texture coordinates of shape"),
        ({"TEXCOORD_0": np.full((3, 2), np.nan)}, "texture coordinates are not all finite"),
        ({"COLOR_0": np.ones((2, 3))}, r"vertex colours of shape \[3, 3\] or \[3, 4\]"),
        ({"COLOR_0": np.full((3, 4), np.inf)}, "vertex colours are not all finite"),
        ({"POSITION": np.full((3, 3), np.nan)}, "vertices are not all finite"),
        ({"POSITION": np.ones((3, 2))}, "vertices of shape"),
        ({"scale": (1e30, 1, 1), "POSITION": np.full((3, 3), 1e30)}, "where its node places them"),
        ({"scale": (float("nan"), 1, 1)}, "transform is not finite"),
    ],
)
def test_arrays_of_others_that_do_not_fit_are_refused_by_mesh(attributes, message):
    arrays = {name: value if name == "scale" else value.astype(np.float32) for name, value in attributes.items()}
    with pytest.raises(ValueError, match=f"'sheet' is damaged.*{message}"):
        read_glb(triangle(**arrays))


GOOD = write_glb(None, NODES)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"hello, this is a text", "no GLB"),
        (b'{"asset": {"version": "2.0"}}', "side files"),
        (GOOD[:11], "no GLB"),
        (GOOD[:200], "cut off"),
        (GOOD[:-8], "cut off"),
        (GOOD[:4] + b"\x01" + GOOD[5:], "version 1"),
        (GOOD[:20] + b"!" + GOOD[21:], "damaged"),
        (pack({"asset": {"version": "2.0"}}), "no triangle meshes"),
        (pack({"asset": {"version": "1.0"}}), "version 1.0"),
        (pack({"asset": {"version": "2.0"}, "nodes": [{"mesh": 3}]}), "damaged"),
        (pack({"asset": {"version": "2.0"}, "nodes": [{"children": [0]}], "scenes": [{"nodes": [0]}]}), "two parents"),
        (pack({"asset": {"version": "2.0"}, "extensionsRequired": ["KHR_draco_mesh_compression"]}), "compress"),
        (pack({"asset": {"version": "2.0"}, "buffers": [{"uri": "a.bin", "byteLength": 4}]}), "another file"),
        (pack({"asset": {"version": "2.0"}, "buffers": [{"byteLength": 400}]}), "cut off"),
    ],
)
def test_files_that_are_no_glb_are_explained(data, message):
    with pytest.raises(ValueError, match=message):
        read_glb(data)


def test_damage_anywhere_is_a_value_error_or_still_a_mesh():
    """Flip bytes all over the document: nothing but ValueError may come out."""
    rng = np.random.default_rng(0)
    (length,) = struct.unpack_from("<I", GOOD, 12)
    for _ in range(300):
        data = bytearray(GOOD)
        data[int(rng.integers(20, 20 + length))] = int(rng.integers(32, 127))
        try:
            assert read_glb(bytes(data))
        except ValueError:
            pass


def test_errors_name_the_file(tmp_path):
    with pytest.raises(ValueError, match=r"missing\.glb"):
        read_glb(tmp_path / "missing.glb")
    (tmp_path / "bad.glb").write_bytes(b"nonsense")
    with pytest.raises(ValueError, match=r"bad\.glb.*no GLB"):
        read_glb(tmp_path / "bad.glb")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"vertices": np.full((42, 3), np.nan, np.float32)}, "not finite"),
        ({"faces": np.array([[0, 1, 99]], np.uint32)}, "do not fit"),
        ({"faces": np.zeros((0, 3), np.uint32)}, "do not fit"),
        ({"normals": np.ones((42, 3), np.float32)}, "unit length"),
        ({"texture_png": b"GIF"}, "no PNG"),
        ({"texture_png": encode_png(np.zeros((2, 2, 3), np.uint8))}, "texture coordinates"),
        ({"colors": np.zeros((42, 3), np.uint8)}, "vertex colours"),
    ],
)
def test_arrays_that_make_no_mesh_are_refused_by_part(change, message):
    with pytest.raises(ValueError, match=f"'Ball'.*{message}"):
        write_glb(None, [("Ball", "b", PartMesh(**({**vars(sphere()), **change})))])


def test_nothing_to_write_is_an_error():
    with pytest.raises(ValueError, match="no mesh to write"):
        write_glb(None, [])
