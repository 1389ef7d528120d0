"""Mode Experiments: trainings side by side, one step at a time, and the source article's GAN."""

from __future__ import annotations

from cnnlab.web.frame import Bench, Shown
from cnnlab.web.gan import experiments_arms, experiments_article, experiments_step
from cnnlab.web.gan import experiments_properties as p


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    with bench.controls:
        p.WHAT.select()
    views = {"step": experiments_step.show, "article": experiments_article.show}
    return views.get(p.WHAT.value, experiments_arms.show)(bench)
