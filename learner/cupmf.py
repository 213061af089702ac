"""CUPMF: scores, mastery and the Q matrix factorised about what a convolution reads."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from learner.adam import Adam
from learner.cells import require_answers
from learner.convolution import Network, Reading, Shape, draw_network, drop, read, trace_back
from learner.dina_estimator import DinaEstimator
from learner.errors import ChoiceError
from learner.estimators import Diagnoser, Estimator
from learner.joint import (
    PAPER,
    WHOLE,
    Descent,
    Factors,
    Known,
    Weights,
    draw_factors,
    draw_parts,
    fold_learners,
    gather,
    measure_energy,
)
from learner.logistic import squash
from learner.out_of_fold import fit_diagnoser
from learner.responses import Asked, FloatArray, IntArray, ItemText, Responses
from learner.streams import Stream
from learner.words import PARTS, Bank, draw_vectors, number_words, train_vectors


@dataclass(frozen=True, slots=True)
class Cupmf:
    """Factors of items and skills, and the network that reads questions.

    Attributes:
        diagnosis: what judges the mastery that is factorised.
        items: ``(N, p)``; of an item that nobody answered near what the network reads.
        skills: ``(K, p)``.
        network: what reads.
        bank: the questions as it reads them.
        weights: of the energy (:mod:`learner.joint`).
        complete: whether cells without mastery or need count too.
        descent: how a learner's factors are found, the others fixed.
        trace: energy after each epoch of the fit.

    Source:
        Zhou, "Design of personalized exercise recommendation ...", Journal of Healthcare
        Engineering 2022, 5776341.
    """

    diagnosis: Diagnoser
    items: FloatArray
    skills: FloatArray
    network: Network
    bank: Bank
    weights: Weights
    complete: bool
    descent: Descent
    trace: FloatArray

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        learners = self.fold(seen)
        return squash((learners[asked.learner] * self.items[asked.item]).sum(axis=1))

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill) as factorised; 1/2 of a skill that no item needs."""
        return np.where(seen.q.any(axis=0), squash(self.fold(seen) @ self.skills.T), 0.5)

    def fold(self, seen: Responses) -> FloatArray:
        """Return ``(M, p)`` factors of learners."""
        known = gather(seen, self.diagnosis.mastery(seen), self.complete)
        return fold_learners(known, self.items, self.skills, self.weights, self.descent)

    def read_items(self) -> FloatArray:
        """Return ``(N, p)`` what the network reads out of the questions."""
        return read_all(self.network, self.bank)


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


@dataclass(frozen=True, slots=True)
class CupmfEstimator:
    """How it is fitted; the defaults are the paper's.

    Attributes:
        weights: of the energy.
        factors: p.
        descent: how far down.
        complete: false: only skills mastered and needed are fitted, as in the paper; true: every
            cell, a mastery by how sure it is.
        reader: of the questions.
        diagnosis: of skills.
    """

    weights: Weights = PAPER
    factors: int = 10
    descent: Descent = WHOLE
    complete: bool = False
    reader: Reader = field(default_factory=Reader)
    diagnosis: Estimator = field(default_factory=DinaEstimator)
    name: str = "CUPMF"

    def __post_init__(self) -> None:
        if self.factors < 1 or self.descent.parts < 1 or not 0 <= self.reader.dropout < 1:
            raise ChoiceError(f"{self.name}: expected factors and parts of 1 or more, found {self}")

    def fit(self, seen: Responses, seed: int) -> Cupmf:
        """Return the fitted model; without texts every question reads alike.

        Raises:
            ScoresError: no answer at all.
            ChoiceError: an unknown part of a question.
        """
        require_answers(seen)
        diagnosis = fit_diagnoser(self.diagnosis, seen, seed)
        known = gather(seen, diagnosis.mastery(seen), self.complete)
        bank, network = self._start(seen, seed)
        rng = np.random.default_rng([seed, Stream.START])
        factors = draw_factors((*seen.scores.shape, seen.q.shape[1]), self.factors, rng)
        run = _Run(self, known, bank, factors, network)
        trace = np.array(list(run.descend(seed)), dtype=np.float64)
        return Cupmf(
            diagnosis,
            factors.items,
            factors.skills,
            network,
            bank,
            self.weights,
            self.complete,
            self.descent,
            trace,
        )

    def _start(self, seen: Responses, seed: int) -> tuple[Bank, Network]:
        """Return the questions as numbers and a random network."""
        how = self.reader
        texts = (ItemText(""),) * len(seen.q) if seen.texts is None else seen.texts
        bank = number_words(texts, how.parts, how.longest, max(how.shape.widths), how.least)
        make = train_vectors if how.pretrained else draw_vectors
        vectors = make(bank, how.dimensions, np.random.default_rng([seed, Stream.WORDS]))
        rng = np.random.default_rng([seed, Stream.NETWORK])
        return bank, draw_network(vectors, how.shape, self.factors, rng)


def read_all(network: Network, bank: Bank, batch: int = 256) -> FloatArray:
    """Return ``(N, p)`` what the network reads, some questions at a time."""
    starts = range(0, len(bank.words), batch)
    pieces = [slice(start, start + batch) for start in starts]
    return np.concatenate(
        [read(network, bank.words[piece], bank.parts[piece]).factors for piece in pieces]
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """One descent; factors and network change in place."""

    how: CupmfEstimator
    known: Known
    bank: Bank
    factors: Factors
    network: Network

    def descend(self, seed: int) -> Iterator[float]:
        """Yield the energy of each epoch."""
        weights, descent = self.how.weights, self.how.descent
        rng = np.random.default_rng([seed, Stream.BATCHES])
        dropping = np.random.default_rng([seed, Stream.DROPOUT])
        steps, reads = Adam(descent.rate), Adam(self.how.reader.rate)
        means = read_all(self.network, self.bank)
        for _ in range(descent.epochs):
            energy = 0.0
            for part in draw_parts(self.known, descent.parts, rng):
                here = self._read(means, rng)
                found, slopes = measure_energy(
                    part, self.factors, means, weights, 1 / descent.parts
                )
                network_slopes = self._slope(*here, dropping)
                steps.step(self.factors.arrays, slopes.arrays)
                reads.step(self.network.arrays, network_slopes)
                energy += found
            yield energy + 0.5 * weights.network * measure_size(self.network)

    def _read(self, means: FloatArray, rng: np.random.Generator) -> tuple[IntArray, Reading]:
        """Read some questions anew into ``means``."""
        count, batch = len(means), self.how.reader.batch
        rows = np.arange(count) if count <= batch else rng.choice(count, batch, replace=False)
        reading = read(self.network, self.bank.words[rows], self.bank.parts[rows])
        means[rows] = reading.factors
        return rows, reading

    def _slope(
        self, rows: IntArray, reading: Reading, rng: np.random.Generator
    ) -> list[FloatArray]:
        """Return the slopes of the energy along the network, by the questions read."""
        how, weights = self.how.reader, self.how.weights
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


def list_cupmf_grid(reader: Reader) -> tuple[CupmfEstimator, ...]:
    """Return what the tuned version is chosen from."""
    return tuple(
        CupmfEstimator(
            Weights(1.0, 0.5, held, held, items, 0.001),
            descent=Descent(epochs),
            reader=reader,
            name=f"CUPMF {held:g} {items:g} {epochs}",
        )
        for held in (0.1, 0.5)
        for items in (0.1, 0.5)
        for epochs in (40, 160)
    )
