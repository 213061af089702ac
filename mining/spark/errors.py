"""What keeps Spark from answering."""


class SparkError(RuntimeError):
    """Spark, Java, a master or a worker is absent or not as needed; says how to get it."""


class TransactionsError(ValueError):
    """A table of transactions is absent or has not the columns that are documented."""
