"""The same tables from Spark, for corpora that one machine does not hold."""
