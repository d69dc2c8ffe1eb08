"""How likely what is, and in what words: ``data/simulation.toml`` as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, TypeVar

from gongkai import data

T = TypeVar("T")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Odds:
    """Weights by move, state, letter, channel and kind of applicant; ``words`` and ``people`` are texts."""

    moves: Mapping[str, float]
    waits: Mapping[str, Span]
    ends: Mapping[str, float]
    replies: Mapping[str, float]
    channels: Mapping[str, float]
    applicants: Mapping[str, float]
    dice: Mapping[str, Any]
    words: Mapping[str, Any]
    people: Mapping[str, Any]
    findings: Mapping[str, Mapping[str, Any]]
    slots: Mapping[str, Mapping[str, Any]]

    def weight(self, number: str) -> float:
        """How much a move of the procedure weighs beside the others."""
        return self.moves.get(number, self.moves["usual"])


@cache
def shipped() -> Odds:
    """The odds as shipped."""
    found = data.read_toml("simulation.toml")
    return Odds(**{**found, "waits": {state: tuple(span) for state, span in found["waits"].items()}})


def picked(rng: Random, weights: Mapping[T, float]) -> T:
    """One of some, the heavier the likelier."""
    return rng.choices(list(weights), list(weights.values()))[0]


def between(rng: Random, span: Sequence[int]) -> int:
    """A whole number from the first to the last of a span."""
    return rng.randint(span[0], span[1])
