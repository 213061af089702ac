"""What can stop a search for what occurs together."""


class ExplosionError(ValueError):
    """So low a minimum support that the itemsets do not fit; says which one would do."""


class NoPatternsError(LookupError):
    """No patterns were mined yet that could say what comes next."""


class SmallGroupError(ValueError):
    """So few people that what is said of them would tell of persons."""


class ThresholdError(ValueError):
    """A threshold, weight or age out of its range."""


class CorpusError(ValueError):
    """A corpus to mine is unknown, empty, or of too few people."""


class TableError(ValueError):
    """A table to mine is absent, or its columns are not those that are documented."""


class TemplateError(ValueError):
    """A template of types that there are not; says which there are."""


class UnknownItemError(LookupError):
    """An item that no transaction holds; names one that is written alike."""


class OpenItemsetsError(ValueError):
    """Counted itemsets without one of their parts, so that no rule can be measured."""
