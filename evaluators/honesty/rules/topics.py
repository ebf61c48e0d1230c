"""What a clause is about where it names nothing, and the turn names others only to liken the topic to them."""

from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said

LIKENS = Pattern(
    r"(?:\b(?:as|like|unlike|than|from|vs\.?|versus|of|beats?)(?: (?:in|with|for|on))?(?: an?| the)?|"
    r"比起?|和|跟|与|像|不像|相比|同)\s*$"
)
"""Right before a name to which something is likened."""
IS_WHAT_IT_DOES = Pattern(r"\b(?:what|how|where|why)\s*$")
"""Before a name, in "concatenation is what ResNet does"."""


def topic_beside_likeness(reading: Reading, one: Said, place: int) -> str | None:
    """The network that the question or the turn before names, for the clause at `place`.

    None where the turn names another one before the clause, or names one that is more than likened to the topic.
    """
    topic = reading.topic("model", one)
    if topic is None:
        return None
    for number, clause in enumerate(one.clauses):
        for mention in clause.mentions:
            if mention.kind != "model" or mention.id == topic:
                continue
            before = clause.text[: mention.start]
            if number <= place or not (LIKENS.search(before) or IS_WHAT_IT_DOES.search(before)):
                return None
    return topic
