"""entry."""


def main() -> None:
    """Start."""
