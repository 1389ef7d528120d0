"""The mode Compress, with small networks that have learned nothing in place of the shipped ones."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from PIL import Image

from cnnlab import pretrained
from cnnlab.images import gallery, lossy
from cnnlab.inference import compress_report
from cnnlab.inference.compress_names import NETWORKS, PCA, STILL
from cnnlab.inference.compress_report import coded_sheet, report_compress
from cnnlab.inference.digit_sheet import KINDS
from cnnlab.web.autoencoder import compress_downloads, compress_words
from cnnlab.web.autoencoder import compress_making as making
from tests import coded_networks
from tests.web.charts import charts, numbers
from tests.web.mode_checks import facts, pictures, sound

SHEET = ("digits", gallery.digit(5), 0)


@pytest.fixture(autouse=True)
def _models(monkeypatch, tmp_path):
    monkeypatch.setattr(pretrained, "MODELS", coded_networks.models())
    monkeypatch.setattr(compress_report, "_sheets", type(compress_report._sheets)())
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))


@pytest.fixture
def quick_curves(monkeypatch):
    """Two points of each curve are enough here."""
    monkeypatch.setattr(compress_report, "POINTS", 2)
    monkeypatch.setattr(making, "_curves", type(making._curves)())


def opened(open_page, query="", **session):
    return settled(open_page("autoencoder", f"ae_mode=compress&{query}", **session))


def settled(app):
    while making.KEY in app.session_state:
        app.session_state[making.KEY].call.result(60)
        app.run()
    return app


def said(app) -> str:
    return " ".join(each.value for each in (*app.markdown, *app.caption))


@pytest.mark.usefixtures("quick_curves")
@pytest.mark.parametrize(("language", "word"), [("en", "comes nearest"), ("zh", "最接近原图")])
def test_it_opens_with_the_duel(open_page, language, word):
    app = opened(open_page, f"lang={language}")
    assert sound(app)
    assert word in said(app)
    report = report_compress(*SHEET, 3600, "best")
    shown = pictures(app)
    assert len(shown) == 5
    for entry, alt in zip(report.entries, shown[1:], strict=True):
        assert f"{entry.bytes:,}" in alt
        assert f"{entry.psnr:.1f} dB" in alt
    if language == "en":
        assert facts(app)["Of these headers"].startswith(
            f"JPEG {report.entries[2].header}, WebP 30, codes 4 bytes"
        )
        assert f"{report.entries[0].decoder / 1000:,.0f} kB" in facts(app)["The decoder itself"]
    lines = {each["name"]: each for each in charts(app)[0] if each.get("mode") == "lines"}
    assert len(lines) == len(NETWORKS) + len(PCA) + len(STILL)
    points = making.held(SHEET)
    for name in ("jpeg", "pca-64"):
        wanted = sorted((each.bytes, each.psnr) for each in points if each.codec == name)
        got = lines[compress_words.short(name)]
        np.testing.assert_allclose(numbers(got["x"]), [each[0] for each in wanted])
        np.testing.assert_allclose(numbers(got["y"]), [each[1] for each in wanted])


@pytest.mark.usefixtures("quick_curves")
@pytest.mark.parametrize(("sheet", "network"), zip(KINDS, ("best", "mnist-vae-16", "best"), strict=True))
def test_every_sheet_in_few_bytes_and_in_many(open_page, sheet, network):
    for budget in (200, 9000):
        app = opened(
            open_page,
            f"ae_sheet={sheet}&ae_codec={network}&ae_bytes={budget}&ae_closer=true&ae_measure=ssim&ae_drawn=3",
        )
        assert sound(app)
        assert len(pictures(app)) == 5
        assert ("has never learned from anything like this" in said(app)) == (sheet != "digits")
        assert ("Sheets until it has paid for itself" in facts(app)) == (sheet == "digits")
        assert ("Not even their smallest files fit" in said(app)) == (budget == 200)
        if network != "best":
            assert "variational" in said(app).lower()


@pytest.mark.parametrize(
    "query",
    [
        "ae_sheet=fashion",
        "ae_bytes=0",
        "ae_bytes=1e9",
        "ae_bytes=many",
        "ae_codec=../mnist-classifier",
        "ae_closer=1",
        "ae_measure=fid",
        "ae_drawn=-1",
    ],
)
@pytest.mark.usefixtures("quick_curves")
def test_a_wrong_value_in_a_link_is_named(open_page, query):
    app = opened(open_page, query)
    assert not app.exception
    assert len(app.warning) == 1
    assert len(pictures(app)) == 5


@pytest.mark.usefixtures("quick_curves")
def test_curves_that_cannot_be_made_get_a_sentence(open_page, monkeypatch):
    monkeypatch.setattr(making, "report_curves", refused)
    app = opened(open_page)
    assert not app.exception
    assert [each.value for each in app.error] == ["There is no picture in hand."]
    assert len(pictures(app)) == 5


def refused(*how, report):
    from cnnlab.errors import LabError

    raise LabError("There is no picture in hand.")


@pytest.mark.usefixtures("quick_curves")
def test_the_sheet_may_be_the_picture_in_hand(open_page):
    app = opened(open_page, "ae_sheet=picture")
    assert sound(app)
    assert "The picture in hand, grey, 280 × 280 pixels, in 100 pieces." in said(app)


@pytest.mark.usefixtures("quick_curves")
def test_the_program_gets_what_is_on_the_screen(open_page, tmp_path, monkeypatch):
    app = opened(open_page, "ae_bytes=3000")
    report = report_compress(*SHEET, 3000, "best")
    for file in compress_downloads.downloads(SHEET, report):
        (tmp_path / file.file_name).write_bytes(file.make())
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    for entry in report.entries:
        size, distance = left["found"][entry.codec]
        # The last digits of a network's codes depend on how many pictures it is given at once.
        assert size == pytest.approx(entry.bytes, abs=2)
        assert distance == pytest.approx(entry.psnr, abs=0.01)


def test_the_files_are_what_they_are_called():
    report = report_compress(*SHEET, 3600, "best")
    files = {each.file_name: each.make() for each in compress_downloads.downloads(SHEET, report)}
    own, pca, jpeg, webp = report.entries
    for name, entry in {"codes.bin": own, "pca.bin": pca, "sheet.jpg": jpeg, "sheet.webp": webp}.items():
        assert files[name] == coded_sheet(*SHEET, entry.codec, entry.setting)
        assert len(files[name]) == entry.bytes
    np.testing.assert_array_equal(lossy.read(files["sheet.jpg"]), jpeg.sheet)
    with Image.open(io.BytesIO(files["sheet.png"])) as picture:
        np.testing.assert_array_equal(np.asarray(picture), report.original)
    with Image.open(io.BytesIO(files["sheets.png"])) as picture:
        assert picture.size == (5 * 280 + 4 * 8, 280)
    rows = list(csv.DictReader(io.StringIO(files["bytes.csv"].decode())))
    assert [row["codec"] for row in rows if row["shown"] == "yes"] == [each.codec for each in report.entries]
    assert int(rows[2]["bytes"]) == jpeg.bytes
    compile(files["coder.py"], "coder.py", "exec")


def test_what_pays_for_itself_and_when():
    report = report_compress(*SHEET, 3600, "best")
    own = report.entries[0]

    def paid(as_good):
        changed = compress_report.CompressReport(
            report.original, report.source, report.entries, report.lossless, as_good, None
        )
        return compress_words._paid(changed)[0]

    assert paid(own.bytes + 1) == f"{own.decoder:,}"
    assert paid(own.bytes + own.decoder) == "1"
    assert paid(own.bytes) == "never"
    assert paid(None) == "–"
