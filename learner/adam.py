"""Adam: steps whose length is the slope over the root of its running square."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_MEMORY, _SQUARE_MEMORY, _EDGE = 0.9, 0.999, 1e-8


@dataclass(slots=True)
class Adam:
    """One run of steps over the same arrays, which change in place.

    Attributes:
        rate: length of a step, about; above 0.

    Source:
        Kingma and Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1.
    """

    rate: float
    _steps: int = 0
    _means: list[FloatArray] = field(default_factory=list)
    _squares: list[FloatArray] = field(default_factory=list)

    def step(self, arrays: Sequence[FloatArray], slopes: Sequence[FloatArray]) -> None:
        """Move each array against its slope."""
        if not self._steps:
            self._means = [np.zeros_like(each) for each in arrays]
            self._squares = [np.zeros_like(each) for each in arrays]
        self._steps += 1
        fade, square_fade = 1 - _MEMORY**self._steps, 1 - _SQUARE_MEMORY**self._steps
        for array, slope, mean, square in zip(
            arrays, slopes, self._means, self._squares, strict=True
        ):
            mean[...] += (1 - _MEMORY) * (slope - mean)
            square[...] += (1 - _SQUARE_MEMORY) * (slope**2 - square)
            array[...] -= self.rate * (mean / fade) / (np.sqrt(square / square_fade) + _EDGE)
