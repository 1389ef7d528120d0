"""The experiments with GANs in words: title, what changes, what to look for, and the name of each training."""

from __future__ import annotations

from cnnlab.web.i18n import N_

TITLES = {
    "losses": N_("Losses compared"),
    "checkerboard": N_("Checkerboard"),
    "failures": N_("Failure cases"),
    "step": N_("One step at a time"),
    "article": N_("The article's GAN"),
}

CHANGES = {
    "losses": N_(
        "The same two networks from the same first weights, with the same batches and the same noise, learn with five"
        " losses. Four have spectral normalisation to keep the discriminator from becoming too steep; Wasserstein has"
        " its gradient penalty instead."
    ),
    "checkerboard": N_(
        "The generator enlarges its maps twice: by repeating each value before a convolution of 3 × 3, or by"
        " transposed convolutions of 5 × 5 with a stride of 2. Everything else is the same."
    ),
    "failures": N_(
        "A training that goes well, and three that do not: a discriminator that learns much faster than the generator,"
        " against the minimax loss; a generator at ten times the rate, against a discriminator at a tenth of it; a"
        " discriminator that hardly learns."
    ),
    "article": N_(
        "What is run here is built again from the mistakes that are known of the article's program: its print is not"
        " at hand."
    ),
}

LOOK = {
    "losses": N_(
        "All five come near to digits. Losses of different kinds cannot be compared with one another, but the share of"
        " the discriminator's right verdicts can, and so can the pictures' Fréchet distance: see whether the losses"
        " differ by more than other seeds do."
    ),
    "checkerboard": N_(
        "The pictures of the first steps, enlarged: 5 is no multiple of 2, so even and odd pixels get different"
        " numbers of products. Real digits have almost nothing at this frequency."
    ),
    "failures": N_(
        "Pictures that stay noise; pictures that are all alike; pictures that please a judge who knows nothing. And"
        " what D(G(z)), the probability that the discriminator gives generated pictures, is meanwhile."
    ),
}

ARMS = {
    "losses": {
        "minimax": N_("minimax"),
        "non_saturating": N_("non-saturating"),
        "least_squares": N_("least squares"),
        "hinge": N_("hinge"),
        "wasserstein": "Wasserstein",
    },
    "checkerboard": {
        "resize": N_("resize, then convolve"),
        "transposed": N_("transposed convolution"),
    },
    "failures": {
        "healthy": N_("healthy"),
        "strong": N_("discriminator too strong"),
        "collapse": N_("generator too fast"),
        "weak": N_("discriminator too weak"),
    },
    "article": {"mended": N_("mended")},
}
