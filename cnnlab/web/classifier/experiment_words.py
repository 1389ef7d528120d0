"""The experiments in words: title, what changes, what to look for, and the name of each training."""

from __future__ import annotations

from cnnlab.web.i18n import N_

TITLES = {
    "little_data": N_("Too little data"),
    "kernel_size": N_("Size of the kernels"),
    "kernel_count": N_("Number of kernels"),
    "stride_pooling": N_("Stride or pooling"),
    "optimisers": N_("Optimisers"),
    "batch_size": N_("Size of the batch"),
    "sigmoid_relu": N_("Sigmoid or ReLU"),
    "smaller": N_("Made smaller"),
    "rate_too_high": N_("Rate ten times too high"),
    "unscaled": N_("Inputs not scaled"),
    "shuffled": N_("Shuffled labels"),
    "dense_conv": N_("Dense or convolution"),
    "shortcut": N_("A shortcut"),
}

CHANGES = {
    "little_data": N_(
        "The same network learns from 100 digits: without help, with dropout, L1, L2 or augmentation, and from 900"
        " digits."
    ),
    "kernel_size": N_(
        "Three convolutions with kernels of 1 × 1, 3 × 3, 5 × 5 or 7 × 7. The mean of each map is all that the output"
        " gets: where something is, the network can know from its kernels alone."
    ),
    "kernel_count": N_(
        "The same network with a quarter of the kernels in each convolution, and with four times."
    ),
    "stride_pooling": N_(
        "Maps are halved by max pooling, by average pooling, or by convolutions that move two pixels at a time."
    ),
    "optimisers": N_(
        "The same network from the same first weights and with the same batches, each optimiser at a rate that"
        " suits it."
    ),
    "batch_size": N_(
        "Batches of 16 to 512 pictures for as many epochs at the same rate, and 512 once more at eight times the"
        " rate."
    ),
    "sigmoid_relu": N_(
        "Four convolutions, one after another, with ReLU, with the sigmoid, and with the sigmoid after batch"
        " normalisation."
    ),
    "smaller": N_(
        "The same network with depthwise separable convolutions, and with half the kernels. Then each of them as"
        " LiteRT, with weights of 32 bits and of 8."
    ),
    "rate_too_high": N_("One learning rate that suits, one a hundredth of it, one ten times as high."),
    "unscaled": N_(
        "The network gets pixels from 0 to 255 instead of 0 to 1, at the same rate, at a rate a thousand times"
        " lower, and with batch normalisation."
    ),
    "shuffled": N_(
        "The labels of the training pictures are dealt out at random: there is nothing to understand."
    ),
    "dense_conv": N_(
        "Networks learn from digits in the middle. The test digits are moved by up to three pixels."
    ),
    "shortcut": N_(
        "The colour of a small square in the corner of each training picture names its class; in the test pictures it"
        " is drawn by chance. Then with the square in half of all pictures, with pictures moved about in training,"
        " and without the square."
    ),
}

LOOK = {
    "little_data": N_(
        "The gap between the dotted curve (training) and the solid one (validation) is overfitting; the loss shows it"
        " best. See what narrows it, and whether the test accuracy gains by that: those digits are mostly by other"
        " hands."
    ),
    "kernel_size": N_("Up to which size accuracy grows, and what each step costs in multiply-adds."),
    "kernel_count": N_("What four times the kernels buy, and what a quarter of them costs."),
    "stride_pooling": N_(
        "Accuracies that differ by less than their intervals, beside multiply-adds that do not."
    ),
    "optimisers": N_("Who is ahead after the first epoch, and whether that still matters at the end."),
    "batch_size": N_(
        "Pictures a second rise with the batch, the number of steps falls. Draw the curves along steps, too."
    ),
    "sigmoid_relu": N_(
        "How long the sigmoid stays at one in ten, and what batch normalisation does about it."
    ),
    "smaller": N_(
        "Which way gives up least accuracy for the multiply-adds it saves, and what bytes and milliseconds say."
    ),
    "rate_too_high": N_("A loss of 2.3 is that of guessing among ten classes: ln 10."),
    "unscaled": N_("Which curve stays at one in ten, and which two repair it."),
    "shuffled": N_("The dotted curve: can a network learn by heart what makes no sense? Then the solid one."),
    "dense_conv": N_(
        "The curves are of digits in the middle, and look alike. The bars are of the moved ones: there the"
        " networks part."
    ),
    "shortcut": N_(
        "Validation accuracy against test accuracy: the validation pictures have the square, too. Which remedy is"
        " one?"
    ),
}

ARMS = {
    "little_data": {
        "nothing": N_("100 digits"),
        "dropout": N_("100, dropout"),
        "l1": "100, L1",
        "l2": "100, L2",
        "augmentation": N_("100, augmentation"),
        "more": N_("900 digits"),
    },
    "kernel_size": {f"size_{size}": f"{size} × {size}" for size in (1, 3, 5, 7)},
    "kernel_count": {
        "quarter": N_("2 and 4 kernels"),
        "once": N_("8 and 16 kernels"),
        "four": N_("32 and 64 kernels"),
    },
    "stride_pooling": {
        "max": N_("max pooling"),
        "average": N_("average pooling"),
        "stride": N_("stride 2"),
    },
    "optimisers": {
        "sgd": "SGD",
        "momentum": N_("momentum"),
        "nesterov": "Nesterov",
        "rmsprop": "RMSprop",
        "adam": "Adam",
        "adamw": "AdamW",
    },
    "batch_size": {
        "batch_16": "16",
        "batch_64": "64",
        "batch_128": "128",
        "batch_512": "512",
        "retuned": N_("512, rate × 8"),
    },
    "sigmoid_relu": {
        "relu": "ReLU",
        "sigmoid": N_("sigmoid"),
        "sigmoid_norm": N_("sigmoid, batch norm."),
    },
    "smaller": {
        "full": N_("convolutions"),
        "separable": N_("separable"),
        "half": N_("half the kernels"),
    },
    "rate_too_high": {"right": "0.05", "low": "0.0005", "high": "0.5"},
    "unscaled": {
        "scaled": N_("0 to 1"),
        "unscaled": N_("0 to 255"),
        "slow": N_("0 to 255, low rate"),
        "normalised": N_("0 to 255, batch norm."),
    },
    "shuffled": {"true": N_("true labels"), "shuffled": N_("shuffled labels")},
    "dense_conv": {
        "dense": N_("dense"),
        "conv": N_("convolution"),
        "pooled": N_("convolution, global pooling"),
        "dense_shift": N_("dense, moved in training"),
        "conv_shift": N_("convolution, moved in training"),
    },
    "shortcut": {
        "cue": N_("square in all"),
        "half": N_("square in half"),
        "moved": N_("square in all, moved"),
        "plain": N_("no square"),
    },
}
