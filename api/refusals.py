"""What every door refuses, whatever it speaks: told in one line and never with a traceback."""

from crawlers.errors import CardError, CrawlError
from curation.errors import CurationError
from evaluation.errors import (
    AnswerSetError,
    ComparisonError,
    ExtractionDataError,
    SchoolError,
)
from graph.errors import (
    GraphError,
)
from ingest.errors import (
    FetchError,
    FrameworkError,
    RawFileError,
    RdfError,
    ShapesError,
    SyllabusError,
)
from learner.errors import AnonymityError, DiagnosisError
from mining.errors import (
    CorpusError,
    ExplosionError,
    NoPatternsError,
    SmallGroupError,
    TableError,
    TemplateError,
    ThresholdError,
    UnknownItemError,
)
from mining.spark.errors import SparkError
from text.errors import AliasError, ModelFileError


class DoorError(ValueError):
    """A door was used in a way that it cannot serve; the message says what was expected."""


REFUSALS = (
    AliasError,
    AnonymityError,
    AnswerSetError,
    CardError,
    ComparisonError,
    CorpusError,
    CrawlError,
    CurationError,
    DiagnosisError,
    DoorError,
    ExplosionError,
    ExtractionDataError,
    FetchError,
    FrameworkError,
    GraphError,
    ModelFileError,
    NoPatternsError,
    RawFileError,
    RdfError,
    SchoolError,
    ShapesError,
    SmallGroupError,
    SparkError,
    SyllabusError,
    TableError,
    TemplateError,
    ThresholdError,
    UnknownItemError,
)
