"""A convolution over the words of a question, with its slopes written out."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from scipy import sparse

from learner.responses import BoolArray, FloatArray, IntArray
from learner.words import PARTS

_matrix: Any = sparse.csr_matrix


@dataclass(frozen=True, slots=True)
class Network:
    r"""What reads a question: windows of words, their largest values, two layers.

    .. math:: c_i = \operatorname{ReLU}(W_c * T_{i:i+w-1} + b_c), \qquad
              d = [\max c^1 \ldots \max c^{n_c}], \qquad
              D = \tanh(W_2 \tanh(W_1 d + b_1) + b_2)

    A word is the sum of its vector and that of its part of the question. A window that holds
    nothing but padding is left out of the maximum; a question without words has d = 0.

    Shapes:
        ``V`` words, ``P`` dimensions, ``C`` kernels of each width w, ``F`` hidden, ``p`` factors.

    Attributes:
        words: ``(V, P)``.
        parts: ``(5, P)``, the first for the padding.
        kernels: ``(w, P, C)`` for each width.
        kernel_biases: ``(C,)`` for each width.
        inner: ``(F, widths * C)``, :math:`W_1`.
        inner_bias: ``(F,)``.
        outer: ``(p, F)``, :math:`W_2`.
        outer_bias: ``(p,)``.

    Source:
        Kim et al., "Convolutional matrix factorization for document context-aware
        recommendation", 2016.
    """

    words: FloatArray
    parts: FloatArray
    kernels: tuple[FloatArray, ...]
    kernel_biases: tuple[FloatArray, ...]
    inner: FloatArray
    inner_bias: FloatArray
    outer: FloatArray
    outer_bias: FloatArray

    @property
    def arrays(self) -> list[FloatArray]:
        """Return every array, in the order of the fields."""
        found: list[FloatArray] = []
        for field in fields(self):
            value = getattr(self, field.name)
            found += value if isinstance(value, tuple) else (value,)
        return found


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of ``n`` questions, and what its slopes need.

    Attributes:
        factors: ``(n, p)`` in (-1, 1).
        inputs: ``(n, L, P)`` vectors of the words.
        places: ``(n, C)`` where each kernel's largest value is, for each width.
        largest: ``(n, widths * C)`` after the ReLU.
        hidden: ``(n, F)`` after the dropout.
        kept: ``(n, F)`` what the dropout multiplies with, 1 without it.
    """

    factors: FloatArray
    inputs: FloatArray
    places: tuple[IntArray, ...]
    largest: FloatArray
    hidden: FloatArray
    kept: FloatArray


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a network is: widths of windows, kernels of each, hidden numbers."""

    widths: tuple[int, ...] = (3, 4, 5)
    kernels: int = 100
    hidden: int = 200


def draw_network(
    vectors: FloatArray, shape: Shape, factors: int, rng: np.random.Generator
) -> Network:
    """Return a random network about ``(V, P)`` word vectors, each layer's values near 1."""
    size, count = vectors.shape[1], shape.kernels
    wide = count * len(shape.widths)
    parts = rng.normal(0.0, 0.1, (len(PARTS) + 1, size))
    kernels = [
        rng.normal(0.0, (width * size) ** -0.5, (width, size, count)) for width in shape.widths
    ]
    return Network(
        vectors.copy(),
        parts,
        tuple(kernels),
        tuple(np.zeros(count) for _ in shape.widths),
        rng.normal(0.0, wide**-0.5, (shape.hidden, wide)),
        np.zeros(shape.hidden),
        rng.normal(0.0, shape.hidden**-0.5, (factors, shape.hidden)),
        np.zeros(factors),
    )


def read(network: Network, words: IntArray, parts: IntArray) -> Reading:
    """Return what the network makes of questions.

    Args:
        network: what reads.
        words: ``(n, L)`` numbers, 0 behind the last word; L is no less than the widest window.
        parts: ``(n, L)``.
    """
    told = words > 0
    inputs = (network.words[words] + network.parts[parts]) * told[:, :, None]
    found = [
        _slide(inputs, told, kernel, bias)
        for kernel, bias in zip(network.kernels, network.kernel_biases, strict=True)
    ]
    largest = np.hstack([top for _, top in found])
    none = np.zeros((len(words), 0))
    whole = np.ones((len(words), len(network.inner)))
    reading = Reading(none, inputs, tuple(place for place, _ in found), largest, none, whole)
    return drop(network, reading, whole)


def drop(network: Network, reading: Reading, kept: FloatArray) -> Reading:
    """Return the reading with ``(n, F)`` hidden numbers dropped.

    ``kept`` is 0 where one is dropped, else the inverse of the share that is kept.
    """
    hidden = np.tanh(reading.largest @ network.inner.T + network.inner_bias) * kept
    factors = np.tanh(hidden @ network.outer.T + network.outer_bias)
    return replace(reading, factors=factors, hidden=hidden, kept=kept)


def trace_back(
    network: Network, words: IntArray, parts: IntArray, reading: Reading, slope: FloatArray
) -> Network:
    """Return the slopes along every array, given ``(n, p)`` those along the factors."""
    outward = slope * (1.0 - reading.factors**2)
    whole = np.divide(reading.hidden, reading.kept, where=reading.kept > 0, out=reading.hidden * 0)
    inward = (outward @ network.outer) * reading.kept * (1.0 - whole**2)
    peaks = (inward @ network.inner) * (reading.largest > 0)
    sides = np.split(peaks, len(network.kernels), axis=1)
    to_inputs, to_kernels = np.zeros_like(reading.inputs), []
    for kernel, places, side in zip(network.kernels, reading.places, sides, strict=True):
        to_kernels.append(_slide_back(reading.inputs, kernel, places, side, to_inputs))
    to_inputs *= (words > 0)[:, :, None]
    flat = to_inputs.reshape(-1, to_inputs.shape[2])
    return Network(
        _gather(words, flat, len(network.words)),
        _gather(parts, flat, len(network.parts)),
        tuple(to_kernels),
        tuple(side.sum(axis=0) for side in sides),
        inward.T @ reading.largest,
        inward.sum(axis=0),
        outward.T @ reading.hidden,
        outward.sum(axis=0),
    )


def _slide(
    inputs: FloatArray, told: BoolArray, kernel: FloatArray, bias: FloatArray
) -> tuple[IntArray, FloatArray]:
    """Return ``(n, C)`` where the largest window is, and its value after the ReLU."""
    spans = inputs.shape[1] - len(kernel) + 1
    values = np.broadcast_to(bias, (len(inputs), spans, len(bias))).copy()
    for at, slice_of_kernel in enumerate(kernel):
        values += inputs[:, at : at + spans] @ slice_of_kernel
    values[~told[:, :spans]] = -np.inf  # a window that begins with padding holds nothing else
    places = values.argmax(axis=1)
    top = np.take_along_axis(values, places[:, None], axis=1)[:, 0]
    return places, np.maximum(top, 0.0)


def _slide_back(
    inputs: FloatArray,
    kernel: FloatArray,
    places: IntArray,
    side: FloatArray,
    to_inputs: FloatArray,
) -> FloatArray:
    """Return the slope along a kernel, and add that along the inputs."""
    spans = inputs.shape[1] - len(kernel) + 1
    spread = np.zeros((len(inputs), spans, side.shape[1]))
    np.put_along_axis(spread, places[:, None], side[:, None], axis=1)
    slope = np.empty_like(kernel)
    for at in range(len(kernel)):
        slope[at] = np.tensordot(inputs[:, at : at + spans], spread, ((0, 1), (0, 1)))
        to_inputs[:, at : at + spans] += spread @ kernel[at].T
    return slope


def _gather(numbers: IntArray, slopes: FloatArray, size: int) -> FloatArray:
    """Return ``(size, P)`` the sum of the slopes of each number."""
    places = np.arange(numbers.size)
    table = _matrix((np.ones(numbers.size), (numbers.ravel(), places)), shape=(size, numbers.size))
    return np.asarray(table @ slopes)
