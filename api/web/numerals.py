"""Numbers as people read them, the same in every language. Pure."""


def format_percent(share: float) -> str:
    """Return a share of 1 in whole percent; what is not quite nothing or all says so."""
    if 0.0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1.0:
        return ">99%"
    return f"{share:.0%}"


def format_decimal(value: float) -> str:
    """Return a number with two decimals; whole numbers and those from a hundred on without."""
    if isinstance(value, int) or value >= 100:
        return f"{value:,.0f}"
    if 0.0 < abs(value) < 0.005:
        return "<0.01"
    return f"{value:.2f}"


def format_hours(hours: float) -> str:
    """Return hours with one decimal below ten, without a trailing zero."""
    return f"{hours:,.0f}" if hours >= 10 else f"{hours:.1f}".removesuffix(".0")
