"""The Code tab of the mode Instant: the program that gives what is on the screen."""

from __future__ import annotations

from cnnlab.web.stylize.instant_asking import Asked
from cnnlab.web.stylize.train_downloads import FILES

_PROGRAM = '''\
"""Paint a photograph in the style of a picture.

Download {files} beside this program, and run it where CNN Lab is installed.
"""

import keras
{imports}from cnnlab.inference import stylize


def read(name):
    return keras.utils.img_to_array(keras.utils.load_img(name)) / 255


{network}{mask}picture = stylize(
    read("content.png"),
    {style},
{settings})
keras.utils.array_to_img((255 * picture).round(), scale=False).save("stylized.png")
'''
_NETWORK = """\
network = keras.saving.load_model("{file}", compile=False)
"""


def program(now: Asked) -> str:
    """Write the program.

    Returns
    -------
    str
        It reads ``content.png`` and ``style.png``, perhaps ``style-2.png``, ``mask.npy`` and the network that somebody
        has trained (all of them under Download), and leaves ``picture``. It names no run: nobody else has that.
    """
    files, settings = ["content.png"], [f"strength={now.strength:.6g}"]
    if not now.one_style:
        files.append("style.png")
    if now.second is not None:
        files.append("style-2.png")
        settings += ['style2=read("style-2.png")', f"mix={now.mix:.6g}"]
    if now.keep_colour:
        settings.append("keep_colour=True")
    if now.brush:
        files.append("mask.npy")
        settings.append("mask=mask")
    network_file = FILES["keras"][1]
    if now.shipped:
        settings.append(f'model="{now.network}"')
    else:
        files.append(network_file)
        settings.append("model=network")
    return _PROGRAM.format(
        files=" and ".join(filter(None, (", ".join(files[:-1]), files[-1]))),
        style="None" if now.one_style else 'read("style.png")',
        imports=_imports(now),
        network="" if now.shipped else _NETWORK.format(file=network_file),
        mask='mask = np.load("mask.npy")  # 1 where the style goes\n' if now.brush else "",
        settings="".join(f"    {each},\n" for each in settings),
    )


def _imports(now: Asked) -> str:
    numpy = "import numpy as np\n" if now.brush else ""
    layers = "" if now.shipped else "import cnnlab.networks.one_style  # so that Keras knows its layers\n"
    return f"{numpy}\n{layers}"
