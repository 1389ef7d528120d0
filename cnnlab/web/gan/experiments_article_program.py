"""The Code tab of the article's GAN: its loop as it is, and a whole program of the mended one."""

from __future__ import annotations

from cnnlab.recipes import GanRecipe
from cnnlab.training.article_gan import COMPILED, DISCRIMINATOR, IMPORTS, LEAKY, MENDED_GENERATOR, NUMPY, STEP
from cnnlab.training.gan_script import script

_LOOP = '''\
"""The article's loop, mended so far that it runs: the generator's weights never change."""

{imports}
{networks}
had = [np.array(each) for each in generator.weights]
digits = np.random.default_rng(0).integers(0, 256, (64, 28, 28))  # any pictures will do
for batch in range(3):
    real = digits.astype("float32")
{step}
changes = [np.abs(np.array(now) - was).max() for now, was in zip(generator.weights, had)]
print("largest change of a weight of the generator:", max(changes))

'''


def program(recipe: GanRecipe) -> str:
    """Write both programs, one after the other.

    Parameters
    ----------
    recipe : GanRecipe
        Of the mended training.

    Returns
    -------
    str
        The first leaves ``changes``, the second what `cnnlab.training.gan_script.script` says.
    """
    step = "".join(f"    {line}\n" for line in STEP.splitlines())
    loop = _LOOP.format(
        imports=NUMPY + IMPORTS + LEAKY,
        networks=MENDED_GENERATOR + DISCRIMINATOR + COMPILED,
        step=step,
    )
    return f"{loop}\n# ----- the mended loop, as a program of its own -----\n\n{script(recipe)}"
