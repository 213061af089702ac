"""What the models of one learner refuse, says each in one line.

::

    DiagnosisError (ValueError)
     ├─ ScoresError   an answer table that is no table of scores in [0, 1]
     ├─ QMatrixError  a Q matrix that is no table of yes and no, or of another size
     ├─ UnionsError   a Q matrix with more groups of classes than memory should hold
     ├─ ChoiceError   a model or a choice of models whose parameters make no sense
     ├─ RetentionError  constants of forgetting, or a threshold, out of their range
     ├─ PackingError   arrays that are no model, or one of another form
     └─ NotFittedError  something that needs a fitted model, and none was fitted yet
    AnonymityError (ValueError)  a k that hides nobody
    FeaturesError (ValueError)  a table of features that is none
"""


class DiagnosisError(ValueError):
    """Everything that a diagnosis refuses."""


class ScoresError(DiagnosisError):
    """An answer table that is no table of scores in [0, 1]."""


class QMatrixError(DiagnosisError):
    """A Q matrix that is no table of yes and no, or of another size."""


class UnionsError(DiagnosisError):
    """A Q matrix with more groups of classes than memory should hold."""


class ChoiceError(DiagnosisError):
    """A model or a choice of models whose parameters make no sense."""


class RetentionError(DiagnosisError):
    """Constants of forgetting, or a threshold, out of their range."""


class NotFittedError(DiagnosisError):
    """Something that needs a fitted model, and none was fitted yet."""


class PackingError(DiagnosisError):
    """Arrays that are no model, or one of another form."""


class AnonymityError(ValueError):
    """A k that hides nobody."""


class FeaturesError(ValueError):
    """A table of features that is none."""
