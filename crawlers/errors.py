"""What can go wrong: ``CardError`` before a crawl, ``PageError`` on a page, ``CrawlError``."""


class CardError(ValueError):
    """A source card that does not say what a card must say."""


class PageError(ValueError):
    """A page that holds no item; the message is the reason, in one line."""


class CrawlError(RuntimeError):
    """A crawl that brought nothing home."""
