"""What a person asks of the map and cannot be done."""


class CurationError(ValueError):
    """Nodes that cannot be merged, parted or compared; the message names them."""
