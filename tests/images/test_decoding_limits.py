"""Large pictures: reduced, one after the other, within bounds of memory."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images import decode_bytes, decoding, flattening
from tests.images.files import encoded, noise, zeros_png


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_is_reduced_evenly(kind):
    y, x = np.mgrid[:2100, :3000]
    large = np.stack([x * 255 / 2999, y * 255 / 2099, 0 * x + 90], axis=-1).astype(np.uint8)
    options = {"quality": 90, "subsampling": 0} if kind == "JPEG" else {"compress_level": 1}
    found = decode_bytes(encoded(large, kind, **options))
    assert found.shape == (717, 1024, 3)
    expected = np.stack(
        [
            np.tile((np.arange(1024) + 0.5) / 1024 * 255, (717, 1)),
            np.tile((np.arange(717)[:, None] + 0.5) / 717 * 255, (1, 1024)),
            np.full((717, 1024), 90.0),
        ],
        axis=-1,
    )
    assert np.abs(found - expected).max() <= 4


def test_a_jpeg_is_decoded_at_a_fraction_of_its_size(monkeypatch):
    sizes, flatten = [], flattening.flatten
    monkeypatch.setattr(
        flattening, "flatten", lambda picture, side: sizes.append(picture.size) or flatten(picture, side)
    )
    data = encoded(Image.new("RGB", (4200, 1400), "olive"), "JPEG")
    assert decode_bytes(data).shape == (341, 1024, 3)
    assert sizes == [(2100, 700)]  # libjpeg halves; a quarter would be less than twice what is wanted


@pytest.mark.parametrize(("width", "height"), [(2500, 8), (8, 12_000), (1025, 1024)])
def test_a_long_picture_keeps_its_shape(width, height):
    found = decode_bytes(encoded(Image.new("L", (width, height), 77), "PNG"))
    scale = 1024 / max(width, height)
    assert found.shape == (max(1, round(height * scale)), max(1, round(width * scale)), 3)
    assert (found == 77).all()


def test_hidden_colours_do_not_bleed():
    picture = np.zeros((2048, 2048, 4), np.uint8)
    picture[:, ::2] = 255, 0, 0, 255
    picture[:, 1::2] = 0, 255, 0, 0  # green that nobody sees
    found = decode_bytes(encoded(picture, "PNG", compress_level=1))
    assert np.abs(found.astype(int) - [255, 128, 128]).max() <= 1


def test_strips_leave_no_seams(monkeypatch):
    picture = Image.fromarray(noise(300, 250, 4), "RGBA")
    whole = np.asarray(flattening.flatten(picture, 64))
    monkeypatch.setattr(flattening, "STRIP_PIXELS", 1000)
    np.testing.assert_array_equal(flattening.flatten(picture, 64), whole)


def test_a_picture_waits_for_its_turn_and_not_for_ever(monkeypatch):
    monkeypatch.setattr(decoding, "PATIENCE", 0.01)
    data = encoded(noise(), "PNG")
    for _ in range(decoding.DECODERS + 1):  # a failure gives its turn back
        with pytest.raises(LabError):
            decode_bytes(data[:-30])
    with decoding._turn(), decoding._turn(), pytest.raises(LabError, match="at this moment"):
        decode_bytes(data)
    assert decode_bytes(data).shape == (24, 32, 3)


def test_two_are_decoded_at_once_and_no_more(monkeypatch):
    inside, most, lock = 0, 0, threading.Lock()
    both = threading.Barrier(decoding.DECODERS, timeout=30)
    read = decoding._read

    def watched(picture):
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        both.wait()  # so that as many as may are inside together
        try:
            return read(picture)
        finally:
            with lock:
                inside -= 1

    monkeypatch.setattr(decoding, "_read", watched)
    data, found = encoded(noise(), "PNG"), []
    threads = [threading.Thread(target=lambda: found.append(decode_bytes(data))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(found) == 6
    assert most == decoding.DECODERS


MEASURE = """
import sys
from pathlib import Path
from cnnlab.images import decode_bytes
peak = lambda: int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024
data = sys.stdin.buffer.read()
before = peak()
assert decode_bytes(data).shape == (1024, 1024, 3)
print(peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux' /proc")
@pytest.mark.parametrize(("colour_type", "samples"), [(2, 3), (6, 4)])
def test_a_small_file_of_49_megapixels_does_not_exhaust_memory(colour_type, samples):
    data = zeros_png(7000, 7000, colour_type, samples)
    assert len(data) < 300_000
    # A fresh process: the high-water mark of this one is not its own. As floats it would be 588 MB more.
    done = subprocess.run([sys.executable, "-c", MEASURE], input=data, capture_output=True, check=True)
    assert int(done.stdout) < 300
