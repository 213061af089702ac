"""What can be wrong with material that is brought in."""


class SyllabusError(ValueError):
    """A syllabus cannot be read: the message names the place, the expected and the found."""


class FetchError(OSError):
    """A package that carries data is neither here nor to be fetched, or is damaged."""


class RawFileError(ValueError):
    """A file cannot be read as what it should be: the message names file and line."""
