"""What can be wrong with material that is brought in."""


class SyllabusError(ValueError):
    """A syllabus cannot be read: the message names the place, the expected and the found."""


class FetchError(OSError):
    """A package that carries data is neither here nor to be fetched, or is damaged."""


class RawFileError(ValueError):
    """A file cannot be read as what it should be: the message names file and line."""


class RdfError(ValueError):
    """A file cannot be read as RDF, or says of the map what it cannot hold."""


class ShapesError(ValueError):
    """RDF breaks the shapes, or cannot be checked against them here."""
