"""The server as a whole: ports, files that may and may not be fetched, the plain API through gradio_client."""

from __future__ import annotations

import gc
import socket
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from app.engine import BoxEngine
from app.store import Store
from copart_core.scene import Scene

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Gradio's dependencies deprecate each other's features
    from app.main import free_port, keep_days, start


# Gradio leaves event loops and sockets to the garbage collector
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore:'future.no_silent_downcasting' is deprecated"
)


@pytest.fixture
def page(tmp_path: Path) -> Iterator[tuple[str, Store]]:
    store = Store(tmp_path / "my home #1")
    demo, url = start(BoxEngine(0), store, "127.0.0.1", None)
    yield url, store
    demo.close(verbose=False)
    gc.collect()


def fetch(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_the_api_makes_a_glb(page: tuple[str, Store], chair: Scene, tmp_path: Path) -> None:
    import trimesh
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    url, _ = page
    client = Client(url, verbose=False, download_files=str(tmp_path), analytics_enabled=False)
    try:
        path = client.predict(scene=chair.to_dict(), api_name="/generate")
        assert {"Seat", "Back", "Leg"} <= set(trimesh.load_scene(path).graph.nodes)
        with pytest.raises(AppError, match="draw at least one box"):
            client.predict(scene={"version": 1, "parts": []}, api_name="/generate")
        with pytest.raises(AppError, match="steps"):
            client.predict(scene=chair.to_dict(), steps=100_000, api_name="/generate")
    finally:
        client.close()


def test_only_the_served_folder_can_be_fetched(page: tuple[str, Store], chair: Scene) -> None:
    url, store = page
    store.save_scene("project_one", chair)
    (store.files / "project_one").mkdir()
    (store.files / "project_one" / "x.glb").write_bytes(b"glTF")
    base, files, projects = f"{url}gradio_api/file=", quote(str(store.files)), quote(str(store.projects))
    assert fetch(f"{url.rstrip('/')}{store.url(store.files / 'project_one' / 'x.glb')}") == 200
    assert fetch(f"{base}{projects}/project_one/scene.json") == 403
    assert fetch(f"{base}{files}/../projects/project_one/scene.json") in (403, 404)
    assert fetch(f"{base}/etc/passwd") == 403


def test_a_taken_port_is_told_with_the_remedy() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(OSError, match=rf"port {port} .* --port"):
            free_port("127.0.0.1", port)


def test_without_a_name_the_next_free_port_is_taken() -> None:
    first = free_port("127.0.0.1", None)
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a server of another test may just have ended
        holder.bind(("127.0.0.1", first))
        holder.listen()
        assert free_port("127.0.0.1", None) > first


@pytest.mark.parametrize("port", [0, -1, 70_000])
def test_a_port_that_does_not_exist_is_told(port: int) -> None:
    with pytest.raises(OSError, match="1 to 65535"):
        free_port("127.0.0.1", port)


def test_only_a_space_deletes_projects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert keep_days() is None
    monkeypatch.setenv("SPACE_ID", "someone/space")
    assert keep_days() == 1.0
