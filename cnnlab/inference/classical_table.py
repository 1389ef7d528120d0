"""Parameters for the filters of `cnnlab.inference.classical`, as written by ``benchmarks.tune_filters``.

They gave the least mean squared error on 16 digits of MNIST's training part, and on the middle (56 x 56
pixels) of 6 of the first 31 photographs by name: neither is among what filters and networks are
compared on.
"""

from __future__ import annotations

from ast import literal_eval
from typing import Any

LEVELS = (0.05, 0.1, 0.25, 0.5, 1.0)
"""Levels of damage that were tried: the columns of the table."""

_WRITTEN = """\
digits      gaussian    median    size                 3             3             3             3             7
digits      gaussian    bilateral tone            0.0602         0.119         0.367         0.686          1.01
digits      gaussian    bilateral space             3.12           2.5          1.25          1.25           1.6
digits      gaussian    nonlocal  patch                3             3             5             5             5
digits      gaussian    nonlocal  h               0.0271        0.0537         0.115         0.214         0.315
digits      gaussian    nonlocal  sigma              0.0           0.0         0.147           0.0           0.0
digits      gaussian    wavelet   wavelet          "db1"         "db1"        "sym4"         "db2"         "db1"
digits      gaussian    wavelet   rule      "VisuShrink"  "VisuShrink" "BayesShrink" "BayesShrink" "BayesShrink"
digits      gaussian    wavelet   sigma           0.0113        0.0224         0.147         0.343         0.403
digits      salt_pepper median    size                 3             3             3             5             5
digits      salt_pepper bilateral tone             0.623         0.896          1.12         0.997          2.78
digits      salt_pepper bilateral space              1.0           1.0           1.0           1.6          3.91
digits      salt_pepper nonlocal  patch                5             5             5             3             7
digits      salt_pepper nonlocal  h                0.175         0.202         0.112         0.449         0.348
digits      salt_pepper nonlocal  sigma            0.125           0.0         0.351           0.0         0.696
digits      salt_pepper wavelet   wavelet         "sym4"        "sym4"        "sym4"         "db1"         "db1"
digits      salt_pepper wavelet   rule      "VisuShrink"  "VisuShrink" "BayesShrink" "BayesShrink" "BayesShrink"
digits      salt_pepper wavelet   sigma           0.0912         0.131         0.438         0.498         0.556
digits      speckle     median    size                 3             3             3             3             3
digits      speckle     bilateral tone            0.0467        0.0894         0.347          0.65         0.955
digits      speckle     bilateral space              1.0           0.8          0.64          0.64          0.64
digits      speckle     nonlocal  patch                3             3             5             5             5
digits      speckle     nonlocal  h               0.0105        0.0257         0.122         0.146         0.172
digits      speckle     nonlocal  sigma           0.0228        0.0183        0.0694         0.163           0.0
digits      speckle     wavelet   wavelet         "sym4"         "db1"        "sym4"        "sym4"        "sym4"
digits      speckle     wavelet   rule     "BayesShrink"  "VisuShrink"  "VisuShrink" "BayesShrink" "BayesShrink"
digits      speckle     wavelet   sigma           0.0182       0.00549        0.0208          0.13         0.191
digits      blur        median    size                 3             3             3             3             3
digits      blur        bilateral tone             0.001        0.0839        0.0473         0.114         0.138
digits      blur        bilateral space             3.91          3.91           2.5         0.512         0.512
digits      blur        nonlocal  patch                3             3             3             5             5
digits      blur        nonlocal  h             0.000256        0.0378        0.0379        0.0583        0.0708
digits      blur        nonlocal  sigma              0.0           0.0           0.0           0.0           0.0
digits      blur        wavelet   wavelet          "db1"         "db1"        "sym4"        "sym4"         "db2"
digits      blur        wavelet   rule     "BayesShrink" "BayesShrink"  "VisuShrink" "BayesShrink" "BayesShrink"
digits      blur        wavelet   sigma          0.00041        0.0172        0.0227         0.182         0.221
digits      jpeg        median    size                 3             3             3             3             3
digits      jpeg        bilateral tone           0.00943        0.0183        0.0428         0.071         0.146
digits      jpeg        bilateral space             3.91          3.91          3.91          3.91          3.12
digits      jpeg        nonlocal  patch                3             3             3             3             5
digits      jpeg        nonlocal  h               0.0053       0.00823        0.0193         0.032         0.105
digits      jpeg        nonlocal  sigma          0.00302       0.00915        0.0171           0.0         0.117
digits      jpeg        wavelet   wavelet          "db1"         "db1"         "db1"         "db1"        "sym4"
digits      jpeg        wavelet   rule      "VisuShrink"  "VisuShrink"  "VisuShrink"  "VisuShrink"  "VisuShrink"
digits      jpeg        wavelet   sigma          0.00141       0.00274       0.00514       0.00682         0.035
photographs gaussian    median    size                 3             3             7             9             9
photographs gaussian    bilateral tone             0.125         0.248         0.903          1.76          1.78
photographs gaussian    bilateral space              2.0           2.0           2.0           2.5          3.91
photographs gaussian    nonlocal  patch                3             3             5             5             5
photographs gaussian    nonlocal  h                0.025        0.0495        0.0903         0.113           0.4
photographs gaussian    nonlocal  sigma           0.0501         0.099         0.226         0.353           0.0
photographs gaussian    wavelet   wavelet          "db1"         "db1"         "db1"         "db1"         "db1"
photographs gaussian    wavelet   rule      "VisuShrink"  "VisuShrink"  "VisuShrink"  "VisuShrink" "BayesShrink"
photographs gaussian    wavelet   sigma            0.015        0.0371         0.106         0.207         0.556
photographs salt_pepper median    size                 3             3             5             7             7
photographs salt_pepper bilateral tone             0.773          1.11          1.72          2.41          3.38
photographs salt_pepper bilateral space              1.6           1.6           2.0           2.5           2.5
photographs salt_pepper nonlocal  patch                7             5             5             5             7
photographs salt_pepper nonlocal  h                0.111         0.159         0.248         0.241         0.487
photographs salt_pepper nonlocal  sigma            0.099           0.0           0.0         0.386         0.676
photographs salt_pepper wavelet   wavelet          "db1"         "db1"         "db1"         "db1"         "db1"
photographs salt_pepper wavelet   rule      "VisuShrink"  "VisuShrink"  "VisuShrink"  "VisuShrink"  "VisuShrink"
photographs salt_pepper wavelet   sigma           0.0725         0.104         0.161         0.226         0.317
photographs speckle     median    size                 3             3             3             7             9
photographs speckle     bilateral tone            0.0632          0.16          0.38          0.87          1.65
photographs speckle     bilateral space              2.0          1.56           1.6           2.0           2.5
photographs speckle     nonlocal  patch                3             3             3             3             5
photographs speckle     nonlocal  h               0.0227         0.045         0.107         0.196         0.298
photographs speckle     nonlocal  sigma              0.0           0.0           0.0           0.0           0.0
photographs speckle     wavelet   wavelet          "db1"         "db1"         "db1"         "db1"         "db1"
photographs speckle     wavelet   rule      "VisuShrink"  "VisuShrink"  "VisuShrink"  "VisuShrink"  "VisuShrink"
photographs speckle     wavelet   sigma          0.00758        0.0187        0.0556         0.127         0.194
photographs blur        median    size                 3             3             3             3             3
photographs blur        bilateral tone             0.001       0.00394        0.0123        0.0176        0.0431
photographs blur        bilateral space             3.91           1.0           1.0           1.0         0.512
photographs blur        nonlocal  patch                5             7             5             3             5
photographs blur        nonlocal  h               0.0005       0.00394        0.0123        0.0176        0.0221
photographs blur        nonlocal  sigma              0.0           0.0           0.0           0.0           0.0
photographs blur        wavelet   wavelet          "db1"         "db1"        "sym4"        "sym4"        "sym4"
photographs blur        wavelet   rule     "BayesShrink" "BayesShrink" "BayesShrink"  "VisuShrink"  "VisuShrink"
photographs blur        wavelet   sigma          0.00041       0.00631        0.0197        0.0106        0.0133
photographs jpeg        median    size                 3             3             3             3             3
photographs jpeg        bilateral tone            0.0195          0.04         0.108         0.117           0.3
photographs jpeg        bilateral space             0.64           0.8          0.64           0.8          3.12
photographs jpeg        nonlocal  patch                3             3             3             3             5
photographs jpeg        nonlocal  h               0.0039       0.00639        0.0108        0.0183        0.0844
photographs jpeg        nonlocal  sigma              0.0           0.0           0.0           0.0        0.0938
photographs jpeg        wavelet   wavelet          "db2"         "db2"         "db2"        "sym4"         "db1"
photographs jpeg        wavelet   rule      "VisuShrink"  "VisuShrink"  "VisuShrink"  "VisuShrink"  "VisuShrink"
photographs jpeg        wavelet   sigma           0.0012       0.00307        0.0052       0.00877        0.0549
"""


def _table() -> dict[str, dict[str, dict[str, dict[str, tuple[Any, ...]]]]]:
    table: dict = {}
    for line in _WRITTEN.splitlines():
        subject, kind, method, name, *values = line.split()
        held = table.setdefault(subject, {}).setdefault(kind, {}).setdefault(method, {})
        held[name] = tuple(map(literal_eval, values))
    return table


TABLE = _table()
"""Of subject, kind of damage, method and parameter: a value for each level."""
