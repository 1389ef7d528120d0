"""A photograph of one's own: taken in hand, refused in words, and not in the link."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import oracle
from tests.browser.uploads import photograph, upload

pytestmark = pytest.mark.browser


def test_a_photograph_is_taken_in_hand_and_a_link_says_that_it_was(open_tab):
    tab = open_tab()
    before = tab.confirmed()
    thumbnail = tab.page.locator("img.thumbnail")
    shown = thumbnail.get_attribute("src")

    upload(tab, "meadow.jpg", photograph(), "image/jpeg")
    tab.confirmed(before)
    expect(thumbnail).not_to_have_attribute("src", shown)
    # Grey, cut square out of the middle, and 256 pixels wide: its rows have the means of the photograph's.
    source = np.asarray(Image.open(io.BytesIO(photograph())).convert("L"))[:, 50:350] / 255
    means = source.reshape(50, 6, 300).mean((1, 2))
    picture = oracle.picture_of(tab)
    assert picture.shape == (256, 256)
    got = np.interp(np.arange(50) * 5.12 + 2.06, np.arange(256), picture.mean(1))
    assert np.abs(got - means).max() < 0.05
    tab.carries(picture="own")

    other = open_tab("/convolution?" + tab.page.url.partition("?")[2])
    expect(other.page.get_by_text("This address stands for a picture of somebody's own")).to_be_visible()
    assert other.confirmed() == before
    other.carries()


def test_a_file_that_is_no_picture_gets_a_sentence_and_the_page_stays(open_tab):
    tab = open_tab("/convolution?stride=2")
    before = tab.confirmed()

    upload(tab, "notes.png", b"Not a picture at all, whatever its name says.", "image/png")

    expect(tab.page.get_by_text("The picture you had stays in hand.")).to_be_visible()
    assert tab.confirmed() == before
    tab.carries(stride="2")

    upload(tab, "meadow.jpg", photograph(), "image/jpeg")
    tab.confirmed(before)
    expect(tab.page.get_by_text("The picture you had stays in hand.")).to_have_count(0)
    tab.carries(stride="2", picture="own")
