"""Pictures within a text: what goes in comes out, and what is none gets a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.images import embedded, sample


@pytest.mark.parametrize("name", ["coffee", "photographer", "galaxies"])
def test_a_photograph_comes_out_as_it_went_in(name):
    text = embedded.embed(sample(name))
    found = embedded.picture_in(text)
    assert max(found.shape) == embedded.SIDE
    assert len(text) <= embedded.MOST
    assert embedded.embed(sample(name)) == text
    again = embedded.picture_in(embedded.embed(found))
    assert np.abs(again.astype(int) - found).mean() < 4


def test_even_noise_fits():
    noise = np.random.default_rng(0).integers(0, 256, (512, 512, 3), dtype=np.uint8)
    assert embedded.picture_in(embedded.embed(noise)).shape == (256, 256, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "coffee",
        embedded.PREFIX,
        embedded.PREFIX + "no base64!",
        embedded.PREFIX + "AAAA",
        embedded.PREFIX + "A" * embedded.MOST,
    ],
)
def test_what_holds_no_picture_gets_a_sentence(text):
    with pytest.raises(LabError):
        embedded.picture_in(text)
