"""What simulators and benchmarks refuse."""


class SchoolError(ValueError):
    """A made school that does not hang together: an unknown point, a circle of prerequisites."""


class ExtractionDataError(ValueError):
    """A line of a data set for measuring the extraction that cannot be taken as it stands."""
