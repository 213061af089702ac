"""The Scrapy project: job sites and course catalogues to JSON lines."""
