"""What can be wrong with material that is brought in."""

from graph.plans import LeftOut


class SyllabusError(ValueError):
    """A syllabus cannot be read: the message names the place, the expected and the found."""


class FetchError(OSError):
    """A package that carries data is neither here nor to be fetched, or is damaged."""


class RawFileError(ValueError):
    """A file cannot be read as what it should be: the message names file and line."""


class CellError(RawFileError):
    """A cell is not what its column holds: its row is left out, and the rest goes on."""

    def __init__(self, column: str, expected: str, found: str) -> None:
        super().__init__(f"{column}: expected {expected}, found {found}")
        self.column, self.expected, self.found = column, expected, found

    def at(self, where: str) -> LeftOut:
        """Return the row at ``where`` (``file:line``) as left out."""
        return LeftOut(where, str(self), self.column, self.expected, self.found)


class RdfError(ValueError):
    """A file cannot be read as RDF, or says of the map what it cannot hold."""


class ShapesError(ValueError):
    """RDF breaks the shapes, or cannot be checked against them here."""


class FrameworkError(ValueError):
    """A framework cannot be read as what it should be: the message names file and place."""
