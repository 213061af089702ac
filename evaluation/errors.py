"""What simulators and benchmarks refuse."""


class SchoolError(ValueError):
    """A made school that does not hang together: an unknown point, a circle of prerequisites."""


class ExtractionDataError(ValueError):
    """A line of a data set for measuring the extraction that cannot be taken as it stands."""


class AnswerSetError(ValueError):
    """Answers to compare models on that cannot be taken as they stand."""


class ComparisonError(ValueError):
    """A comparison that cannot be made: an unknown model, a split that the answers do not allow."""
