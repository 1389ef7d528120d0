"""Functions that the tests send to the workers."""

from __future__ import annotations

import os
import signal
import time

import numpy as np

from cnnlab.errors import Cancelled, LabError


def echo(value):
    return value


def process_id():
    return os.getpid()


def convolve_with_tensorflow(picture, kernel):
    import tensorflow as tf

    return tf.nn.conv2d(picture[None, :, :, None], kernel[:, :, None, None], 1, "VALID").numpy()[0, :, :, 0]


def refuse(number):
    raise LabError("The number is {number}; choose {better} or more.", number=number, better=3)


def fail(message):
    raise ZeroDivisionError(message)


def time_out():
    raise TimeoutError("the function's own")


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def hang(seconds):
    time.sleep(seconds)


def compute_for(seconds, report):
    """Keep TensorFlow busy for a time, as learning a filter would."""
    import tensorflow as tf

    began = time.monotonic()
    picture = tf.random.stateless_normal((1, 128, 128, 8), (1, 2))
    kernel = tf.random.stateless_normal((5, 5, 8, 8), (3, 4)) / 100
    steps = 0
    while (passed := time.monotonic() - began) < seconds:
        picture = tf.nn.conv2d(picture, kernel, 1, "SAME")
        steps += 1
        report(passed / seconds, step=steps)
    return steps


def report_steps(count, report):
    for step in range(count):
        report((step + 1) / count, step=step, kernel=np.full((3, 3), step, "float32"))
    return count


def report_until_cancelled(report):
    while True:
        report(0.5)
        time.sleep(0.02)


def hang_without_reports(report):
    time.sleep(3600)


def report_too_much(report):
    report(0.1, picture=np.zeros(100_000, "float32"))


def count_until_cancelled(report):
    """Leave behind how often it has reported."""
    count = 0
    try:
        while True:
            report(0.0, count=count)
            count += 1
            time.sleep(0.05)
    except Cancelled:
        return count
