"""What the tests of the mode Play share."""

from __future__ import annotations

import base64
import json
import time

import numpy as np

from cnnlab.web.gan import play_downloads

VIEWS = ("grid", "critic", "walk", "copy")


def opened(open_page, query: str = "", **session):
    """Open the mode, with the seed 0 unless another one is named; a search that is under way is waited for."""
    seed = "" if "gan_seed=" in query else "gan_seed=0&"
    app = open_page("gan", f"gan_mode=play&{seed}{query}", **session)
    end = time.monotonic() + 60
    while "being looked for" in said(app) or "正在查找" in said(app):
        assert time.monotonic() < end
        time.sleep(0.05)
        app.run()
    return app


def said(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


def message(app, key: str) -> dict:
    """What a component is told."""
    for each in app.get("bidi_component"):
        if each.proto.component_name.endswith(key):
            return json.loads(each.proto.json)
    raise AssertionError(key)


def grid(app) -> dict:
    return message(app, "cnnlab_latent") | message(app, "plane_relay")


def tiles(app) -> np.ndarray:
    """The sixteen pictures that the browser gets."""
    stock = grid(app)["stock"]
    return np.frombuffer(base64.b64decode(stock["pictures"]), np.uint8).reshape(stock["shape"])


def moved(app) -> np.ndarray:
    """The picture that follows the sliders."""
    answer = grid(app)["answer"]
    return np.frombuffer(base64.b64decode(answer["picture"]), np.uint8).reshape(answer["shape"])


class Taken:
    """The downloads that the page offers, by their file names."""

    def __init__(self, monkeypatch) -> None:
        self._made: dict = {}
        for name in VIEWS:
            monkeypatch.setattr(
                play_downloads, self._name(name), self._kept(getattr(play_downloads, self._name(name)))
            )

    @staticmethod
    def _name(view: str) -> str:
        return "copies" if view == "copy" else view

    def _kept(self, make):
        def keep(*args):
            found = make(*args)
            self._made = {each.file_name: each.make for each in found}
            return found

        return keep

    def __getitem__(self, name: str) -> bytes:
        return self._made[name]()

    def __iter__(self):
        return iter(self._made)
