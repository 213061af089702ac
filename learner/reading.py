"""How questions are read while factors are fitted: the descent of a network beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from learner.adam import Adam
from learner.convolution import Network, Reading, Shape, draw_network, drop, read, trace_back
from learner.joint import Descent, Factors, Known, Weights, draw_parts, measure_energy
from learner.responses import FloatArray, IntArray, ItemText, Responses
from learner.streams import Stream
from learner.watch import Watch
from learner.words import PARTS, Bank, draw_vectors, number_words, train_vectors


@dataclass(frozen=True, slots=True)
class Reader:
    """How questions are read.

    Attributes:
        shape: of the network.
        dimensions: of a word's vector.
        longest: words of a question that are read.
        parts: of a question that are read, of :data:`learner.words.PARTS`.
        pretrained: whether vectors start from what words occur with in the bank.
        learns_words: whether they go on from there.
        least: questions that a word must be in to be known.
        rate: of Adam.
        batch: questions that a step reads.
        dropout: share of the hidden numbers that a step leaves out, below 1.
    """

    shape: Shape = field(default_factory=Shape)
    dimensions: int = 50
    longest: int = 100
    parts: tuple[str, ...] = PARTS
    pretrained: bool = False
    learns_words: bool = True
    least: int = 2
    rate: float = 0.002
    batch: int = 256
    dropout: float = 0.2


def start_reading(how: Reader, seen: Responses, factors: int, seed: int) -> tuple[Bank, Network]:
    """Return the questions as numbers and a random network; without texts all are empty.

    Raises:
        ChoiceError: an unknown part of a question.
    """
    texts = (ItemText(""),) * len(seen.q) if seen.texts is None else seen.texts
    bank = number_words(texts, how.parts, how.longest, max(how.shape.widths), how.least)
    make = train_vectors if how.pretrained else draw_vectors
    vectors = make(bank, how.dimensions, np.random.default_rng([seed, Stream.WORDS]))
    rng = np.random.default_rng([seed, Stream.NETWORK])
    return bank, draw_network(vectors, how.shape, factors, rng)


def read_all(network: Network, bank: Bank, batch: int = 256) -> FloatArray:
    """Return ``(N, p)`` what the network reads, some questions at a time."""
    starts = range(0, len(bank.words), batch)
    pieces = [slice(start, start + batch) for start in starts]
    return np.concatenate(
        [read(network, bank.words[piece], bank.parts[piece]).factors for piece in pieces]
    )


@dataclass(frozen=True, slots=True)
class Run:
    """One descent; factors and network change in place.

    Attributes:
        weights: of the energy.
        how: far down, in what steps.
        reader: how questions are read.
        bank: the questions as numbers.
        factors: where the descent is.
        network: the same.
    """

    weights: Weights
    how: Descent
    reader: Reader
    bank: Bank
    factors: Factors
    network: Network

    def descend(self, known: Known, watch: Watch, seed: int) -> tuple[Descent, FloatArray]:
        """Go down; return how far, and the energy of each epoch."""
        rng = np.random.default_rng([seed, Stream.BATCHES])
        arrays = (*self.factors.arrays, *self.network.arrays)
        trace, epochs = [], self._pass(known, rng, seed)
        for energy in epochs:
            trace.append(energy)
            if not watch.goes_on(self.factors, arrays):
                break
        watch.restore(arrays)
        return replace(self.how, epochs=watch.epochs), np.array(trace, dtype=np.float64)

    def _pass(self, known: Known, rng: np.random.Generator, seed: int) -> Iterator[float]:
        """Yield the energy of each epoch."""
        dropping = np.random.default_rng([seed, Stream.DROPOUT])
        steps, reads = Adam(self.how.rate), Adam(self.reader.rate)
        means, share = read_all(self.network, self.bank), 1 / self.how.parts
        for _ in range(self.how.epochs):
            energy = 0.5 * self.weights.network * measure_size(self.network)
            for part in draw_parts(known, self.how.parts, rng):
                here = self._read(means, rng)
                found, slopes = measure_energy(part, self.factors, means, self.weights, share)
                network_slopes = self._slope(*here, dropping)
                steps.step(self.factors.arrays, slopes.arrays)
                reads.step(self.network.arrays, network_slopes)
                energy += found
            yield energy

    def _read(self, means: FloatArray, rng: np.random.Generator) -> tuple[IntArray, Reading]:
        """Read some questions anew into ``means``."""
        count, batch = len(means), self.reader.batch
        rows = np.arange(count) if count <= batch else rng.choice(count, batch, replace=False)
        reading = read(self.network, self.bank.words[rows], self.bank.parts[rows])
        means[rows] = reading.factors
        return rows, reading

    def _slope(
        self, rows: IntArray, reading: Reading, rng: np.random.Generator
    ) -> list[FloatArray]:
        """Return the slopes of the energy along the network, by the questions read."""
        how, weights = self.reader, self.weights
        if how.dropout:
            kept = rng.random(reading.kept.shape) >= how.dropout
            reading = drop(self.network, reading, kept / (1.0 - how.dropout))
        pull = weights.items * len(self.bank.words) / len(rows)
        away = pull * (reading.factors - self.factors.items[rows])
        slopes = trace_back(
            self.network, self.bank.words[rows], self.bank.parts[rows], reading, away
        )
        pairs = zip(slopes.arrays, self.network.arrays, strict=True)
        found = [slope + weights.network * array for slope, array in pairs]
        return found if how.learns_words else [0.0 * found[0], *found[1:]]


def measure_size(network: Network) -> float:
    """Return the sum of squares of every array."""
    return float(sum((array**2).sum() for array in network.arrays))
