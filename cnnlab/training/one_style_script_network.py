"""The network of the program that learns one style, and its losses, as text."""

from __future__ import annotations

LAYERS = '''\
@keras.saving.register_keras_serializable("cnnlab")
class Mirrored(layers.Layer):
    """A border of mirrored values: one of zeros would be seen as a dark or bright frame."""

    def __init__(self, width=1, **settings):
        super().__init__(**settings)
        self.width = width

    def call(self, inputs):
        border = (self.width, self.width)
        return ops.pad(inputs, ((0, 0), border, border, (0, 0)), mode="reflect")

    def get_config(self):
        return {**super().get_config(), "width": self.width}


@keras.saving.register_keras_serializable("cnnlab")
class AdaptiveNormalization(layers.Layer):
    """Each map of the first input gets the mean and the standard deviation that the second one names."""

    def call(self, inputs):
        maps, wanted = inputs
        mean, variance = ops.moments(maps, axes=(1, 2), keepdims=True)
        shift, scale = ops.split(wanted[:, None, None, :], 2, axis=-1)
        factor = scale / ops.sqrt(variance + 1e-5)
        return maps * factor + (shift - mean * factor)


@keras.saving.register_keras_serializable("cnnlab")
class Grain(layers.Layer):
    """Noise that is always the same, times an amount for each map: a clear sky would stay empty without it."""

    def __init__(self, seed=0, **settings):
        super().__init__(**settings)
        self.seed = seed
        self.noise = np.random.default_rng(seed).standard_normal((1, 64, 64, 1)).astype("float32")

    def call(self, inputs):
        maps, amounts = inputs
        shape = ops.shape(maps)
        noise = ops.convert_to_tensor(self.noise)
        for axis in (1, 2):
            noise = ops.take(noise, ops.arange(shape[axis]) % 64, axis=axis)
        return maps + amounts[:, None, None, :] * noise

    def compute_output_shape(self, input_shape):
        return input_shape[0]

    def get_config(self):
        return {**super().get_config(), "seed": self.seed}


@keras.saving.register_keras_serializable("cnnlab")
class Cut(layers.Layer):
    """Maps cut to the size of others: what was halved from an odd size and doubled is one too large."""

    def call(self, inputs):
        maps, like = inputs
        shape = ops.shape(like)
        return maps[:, : shape[1], : shape[2]]


@keras.saving.register_keras_serializable("cnnlab")
class Limited(layers.Layer):
    """Values from 0 to 1, the others cut off. The gradient goes through."""

    def call(self, inputs):
        return inputs + ops.stop_gradient(ops.clip(inputs, 0.0, 1.0) - inputs)


@keras.saving.register_keras_serializable("cnnlab")
class FixedStyle(layers.Layer):
    """The code of the one style, which is learned: the same for each picture."""

    def __init__(self, units, **settings):
        super().__init__(**settings)
        self.units = units
        self.code = self.add_weight(shape=(units,), initializer="ones", name="code")

    def call(self, inputs):
        return ops.broadcast_to(self.code, (ops.shape(inputs)[0], self.units))

    def compute_output_shape(self, input_shape):
        return (input_shape[0], self.units)

    def get_config(self):
        return {**super().get_config(), "units": self.units}
'''
NETWORK = '''\
def conv(x, units, name, size=3, stride=1):
    return layers.Conv2D(units, size, strides=stride, name=name)(Mirrored(size // 2)(x))


def build_encoder():
    """From a picture to maps at half, a quarter and an eighth of its size."""
    picture = keras.Input((None, None, 3))
    x, maps = layers.Rescaling(2.0, -1.0)(picture), []
    for number, (units, size) in enumerate(zip(WIDTHS[1:], (5, 3, 3)), 1):
        x = layers.ReLU()(conv(x, units, f"down_{number}", size, stride=2))
        maps.append(x)
    inner = layers.ReLU()(conv(x, WIDTHS[3], "deep_1"))
    maps[-1] = layers.Add()([x, conv(inner, WIDTHS[3], "deep_2")])
    return keras.Model(picture, maps, name="encoder")


def build_decoder():
    """From the picture, its maps and the code of a style to the picture in that style."""
    maps = [keras.Input((None, None, units)) for units in WIDTHS]
    code = keras.Input((2 * sum(WIDTHS),))
    parts = ops.split(code, [2 * sum(WIDTHS[: n + 1]) for n in range(3)], axis=1)
    restyled = [AdaptiveNormalization()([each, part]) for each, part in zip(maps, parts)]
    hidden = layers.Dense(HIDDEN, "relu", name="hidden")(code)

    grains = itertools.count(1)

    def normalise(x, name, rectified=True, grained=True):
        units = x.shape[-1]
        wanted = layers.Dense((3 if grained else 2) * units, name=f"{name}_style")(hidden)
        wanted = layers.Rescaling(1.0, [0.0] * units + [1.0] * units + [0.0] * units * grained)(wanted)
        x = AdaptiveNormalization()([x, wanted[:, : 2 * units]])
        if grained:
            x = Grain(next(grains))([x, wanted[:, 2 * units :]])
        return layers.ReLU()(x) if rectified else x

    def larger(x, like, units, name):
        """Repeat each value, then convolve: no checkerboard."""
        return conv(Cut()([layers.UpSampling2D(2)(x), like]), units, name)

    x = restyled[3]
    for number in range(1, BLOCKS + 1):
        inner = normalise(conv(x, WIDTHS[3], f"block_{number}_1"), f"block_{number}_1")
        inner = normalise(conv(inner, WIDTHS[3], f"block_{number}_2"), f"block_{number}_2", False)
        x = layers.Add()([x, inner])
    for number in (2, 1):
        x = normalise(larger(x, maps[number], WIDTHS[number], f"up_{number}"), f"up_{number}")
        x = layers.Add()([x, restyled[number]])
        x = normalise(conv(x, WIDTHS[number], f"mix_{number}"), f"mix_{number}")
    x = normalise(larger(x, maps[0], FILTERS // 2, "up_0"), "up_0", grained=False)
    x = layers.Concatenate()([x, restyled[0]])
    x = normalise(conv(x, FILTERS // 2, "mix_0"), "mix_0", grained=False)
    painted = AdaptiveNormalization()([conv(x, 3, "paint"), parts[0]])
    return keras.Model([*maps, code], Limited()(painted), name="decoder")
'''
LOSSES = '''\
def statistics(maps):
    """Means and standard deviations of the maps: what is left of a style when places are forgotten."""
    mean, variance = tf.nn.moments(maps, axes=(1, 2))
    return tf.concat([mean, tf.sqrt(variance + 1e-5)], axis=1)


def normalised(maps):
    mean, variance = tf.nn.moments(maps, axes=(1, 2), keepdims=True)
    return (maps - mean) * tf.math.rsqrt(variance + 1e-5)


def content_loss(made, content):
    """How far the shapes are from those of the photograph, whatever the colours and contrasts."""
    return tf.reduce_mean((normalised(made) - normalised(content)) ** 2)


def style_loss(made, wanted):
    """How far means and deviations are from the style's: each layer counts alike."""
    found = 0.0
    for ours, theirs in zip(made, wanted):
        deviation = tf.split(theirs, 2, axis=1)[1]
        apart = 2 * tf.reduce_mean((ours - theirs) ** 2, axis=1)
        found += apart / tf.reduce_mean(deviation**2, axis=1)
    return tf.reduce_mean(found)


def variation(pictures):
    """How far neighbouring pixels differ."""
    across = tf.abs(pictures[:, :, 1:] - pictures[:, :, :-1])
    down = tf.abs(pictures[:, 1:] - pictures[:, :-1])
    return tf.reduce_mean(across) + tf.reduce_mean(down)
'''
