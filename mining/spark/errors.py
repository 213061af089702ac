"""What keeps Spark from answering."""


class SparkError(RuntimeError):
    """Spark, Java, a master or a worker is absent or not as needed; says how to get it."""
