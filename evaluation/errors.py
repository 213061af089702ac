"""What simulators and benchmarks refuse."""


class SchoolError(ValueError):
    """A made school that does not hang together: an unknown point, a circle of prerequisites."""
