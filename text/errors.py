"""What can be wrong with the words this package is given."""


class AliasError(ValueError):
    """A line of a table of aliases that cannot be taken as it stands."""


class ModelFileError(ValueError):
    """A file of a fitted model that cannot be read as one."""
