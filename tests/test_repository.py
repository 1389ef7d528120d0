"""The rules of the repository: what may import what, what the files may say, what the READMEs promise."""

from __future__ import annotations

import ast
import os
import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path
from types import SimpleNamespace

import pytest

from cnnlab.datasets import archives
from tests import chromium, conftest

ROOT = Path(__file__).resolve().parents[1]

RUN = "python -m pip install -r requirements.txt && python -m streamlit run app.py"
TEST = "python -m pip install -r requirements-dev.txt && python -m pytest"

# In pieces, or this file would hold what no file may hold.
FORBIDDEN = ("/wo" + "rk/", "/ro" + "ot/", "/opt/l" + "ab", "pypi" + ".org", "debian" + ".org", "npm" + "js")
BESIDE = "../sha" + "red"

SCRIPTS = ("cnnlab.web.main",)
"""Modules that act when they are imported; the simulated application runs them."""


def modules() -> list[str]:
    files = sorted((ROOT / "cnnlab").rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files]
    # `__main__` is a developer's tool: it is run, not imported.
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


def fresh(program: str, **environment: str) -> list[str]:
    """Run a program in a new interpreter; return the names that it prints in its last line."""
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "CNNLAB_SCHEDULER": "", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()[-1].split()


# Streamlit looks at `__file__` of every loaded module, which wakes lazy proxies: so do we.
LOADED = """
import sys
for module in list(sys.modules.values()):
    getattr(module, "__file__", None)
print("loaded:", *({"tensorflow.python", "keras.src", "sklearn"} & set(sys.modules)))
"""


def worker_modules() -> set[str]:
    """Return the modules that may import Keras at their top: those that the linter is told to let do it."""
    exceptions = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"][
        "per-file-ignores"
    ]
    found = set()
    for pattern, rules in exceptions.items():
        folder, _, names = pattern.partition("{")
        stems = names.removesuffix("}.py").split(",") if names else [""]
        if "TID253" in rules and pattern.startswith("cnnlab/"):
            paths = [f"{folder}{stem}.py" if names else pattern for stem in stems]
            found |= {path.removesuffix(".py").replace("/", ".") for path in paths}
    return found


def test_importing_everything_that_the_web_process_imports_loads_no_tensorflow():
    left_out = worker_modules()
    assert left_out <= set(modules())
    names = [name for name in modules() if name not in SCRIPTS and name not in left_out]
    assert "cnnlab.ops.convolution" in names
    assert fresh(f"import importlib\nfor name in {names}: importlib.import_module(name){LOADED}") == [
        "loaded:"
    ]


def test_the_check_for_tensorflow_would_find_it():
    assert "keras.src" in fresh("import keras" + LOADED)


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "pages").glob("*.py")))
def test_showing_a_page_loads_no_tensorflow(page):
    # The engine is not started: the page shows what it can without it.
    program = f"""
from streamlit.testing.v1 import AppTest
app = AppTest.from_file({str(ROOT / "cnnlab" / "web" / "main.py")!r}, default_timeout=60).run()
app.switch_page({f"../../pages/{page}.py"!r}).run()
assert not app.exception, app.exception
assert app.title
"""
    assert fresh(program + LOADED) == ["loaded:"]


def test_imports_go_in_one_direction():
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [program, "--no-cache"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"[1-9]\d* kept, 0 broken", result.stdout)


def listed() -> list[Path]:
    """Return the files of the repository: those that git tracks, and new ones that it does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git checkout: no telling which files belong to it")
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> Iterable[tuple[Path, str]]:
    for path in listed():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT), content.decode("utf-8")


def test_no_file_speaks_of_a_machine_or_a_registry():
    found = [(str(path), word) for path, text in texts() for word in FORBIDDEN if word in text]
    found += [(str(path), BESIDE) for path, text in texts() if BESIDE in text and path != Path(".ci/run")]
    assert not found


def test_no_source_file_is_longer_than_300_lines():
    sources = [(path, text) for path, text in texts() if path.suffix in (".py", ".js", ".css")]
    assert len(sources) > 50
    long = {str(path): lines for path, text in sources if (lines := text.count("\n")) > 300}
    assert not long


def requirements(name: str) -> set[str]:
    """Return the distributions that a requirements file names, each with a lower bound, and an upper one if it must."""
    lines = [line for line in (ROOT / name).read_text().splitlines() if not line.startswith(("#", "-r "))]
    matches = [re.fullmatch(r"([a-z0-9-]+)>=\d+(\.\d+)*(,<\d+)?", line) for line in lines]
    assert all(matches), lines
    return {match[1] for match in matches}


def imported(folder: str) -> dict[str, set[str]]:
    """Return the foreign top-level modules that the files of a folder import, each with the files."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
            for name in names:
                found.setdefault(name.partition(".")[0], set()).add(path.relative_to(ROOT).as_posix())
    own = {"cnnlab", "tests", "benchmarks", *sys.stdlib_module_names}
    return {name: files for name, files in found.items() if name not in own}


def without_requirement(folder: str, known: set[str]) -> dict[str, set[str]]:
    distributions = packages_distributions()

    def satisfied(name: str) -> bool:
        return any(re.sub(r"[-_.]+", "-", each).lower() in known for each in distributions.get(name, ()))

    return {name: files for name, files in imported(folder).items() if not satisfied(name)}


TOOLS = {"cnnlab/web/translations/__main__.py"}
"""What developers run, and may use their requirements."""


@pytest.mark.parametrize("folder", ["cnnlab", "pages"])
def test_what_the_application_imports_is_a_requirement(folder):
    missing = without_requirement(folder, requirements("requirements.txt"))
    assert not {name: files for name, files in missing.items() if files - TOOLS}


@pytest.mark.parametrize("folder", ["cnnlab", "tests", "benchmarks"])
def test_what_developers_import_is_a_requirement(folder):
    assert not without_requirement(
        folder, requirements("requirements.txt") | requirements("requirements-dev.txt")
    )


@pytest.mark.parametrize(("name", "other"), [("README.md", "README.zh.md"), ("README.zh.md", "README.md")])
def test_a_readme_begins_with_the_picture_and_the_two_commands(name, other):
    lines = (ROOT / name).read_text("utf-8").splitlines()
    assert lines[0].startswith("[![")
    assert "docs/screenshot.png" in lines[0]
    assert lines.index(RUN) < lines.index(TEST) < 20
    assert f"({other})" in "\n".join(lines)


def test_the_links_between_the_documents_lead_somewhere():
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("models/*.md")]
    links = [
        (document, link)
        for document in documents
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
    ]
    assert len(links) > 5
    assert not [(document.name, link) for document, link in links if not (document.parent / link).exists()]


def test_the_server_is_set_up_as_the_readme_says():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    server = config["server"]
    assert server["address"] == "127.0.0.1"
    assert server["showEmailPrompt"] is False
    assert server["maxUploadSize"] == archives.MEGABYTES
    # Left on, whether the file says so or not.
    assert server.get("enableXsrfProtection", True) is True
    assert server.get("enableCORS", True) is True
    assert config["browser"]["gatherUsageStats"] is False


def test_the_two_themes_set_the_same_things():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    assert theme["light"].keys() == theme["dark"].keys() >= {"primaryColor", "backgroundColor", "textColor"}


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such bit on Windows")
def test_the_check_of_everything_can_be_run():
    assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR


BROWSER_TEST = SimpleNamespace(get_closest_marker={"browser": object()}.get)
OTHER_TEST = SimpleNamespace(get_closest_marker={}.get)


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_without_chromium_a_browser_test_is_skipped_or_fails(monkeypatch, required, outcome):
    monkeypatch.setattr(conftest, "chromium_path", lambda: None)
    monkeypatch.setenv("CNNLAB_REQUIRE_BROWSER", required)
    conftest.pytest_runtest_setup(OTHER_TEST)
    with pytest.raises(outcome, match=re.escape(chromium.MISSING)):
        conftest.pytest_runtest_setup(BROWSER_TEST)
