from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import importlib, pkgutil, sys
import cnnlab.ops
names = [module.name for module in pkgutil.iter_modules(cnnlab.ops.__path__)]
assert "convolution" in names
for name in names:
    importlib.import_module("cnnlab.ops." + name)
print([name for name in ("tensorflow", "keras", "sklearn", "streamlit", "scipy") if name in sys.modules])
"""


def test_importing_the_operations_loads_no_heavy_library():
    answer = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
