"""What a person is told when something they asked for cannot be done."""


class Problem(Exception):  # noqa: N818 - reads as what it says
    """The message is one sentence that says what is wrong and what to do; the program ends with exit code 2."""
