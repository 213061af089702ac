"""Streams of random numbers that models draw from: ``default_rng([seed, Stream.START])``."""

from enum import IntEnum


class Stream(IntEnum):
    """Each draws by itself, so that no part of one equals a part of another.

    The numbers are far from those of splits and simulators, which share the seeds.
    """

    VALIDATION = 7001
    FOLDS = 7002
    ITEM_FOLDS = 7003
    START = 7004
    WORDS = 7005
    NETWORK = 7006
    BATCHES = 7007
    DROPOUT = 7008
    WATCH = 7009
    NEW_ITEMS = 7010
