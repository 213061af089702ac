"""What can stop a search for what occurs together."""


class ExplosionError(ValueError):
    """So low a minimum support that the candidate itemsets do not fit; says which one would do."""


class ThresholdError(ValueError):
    """A threshold, weight or age out of its range."""


class TableError(ValueError):
    """A table to mine is absent, or its columns are not those that are documented."""
