"""Where the talk passes from a network as others published it to the candidate's own work with it."""

from collections.abc import Callable, Sequence

from evaluators.honesty import lexicon
from evaluators.honesty.claim import Claim
from evaluators.honesty.said import Said

ASKS = lexicon.words("turns_to_ones_own")
"""A question for what the candidate did, and not for what they know."""
ASKS_FOR_COUNTS, OF_THE_PUBLISHED = lexicon.words("asks_what_a_project_has"), lexicon.words("of_the_published")
"""A question for what every project has its own of, and words that mean the network's makers instead."""
FIRST_PERSON = lexicon.words("first_person")
PROJECT = lexicon.words("opens_with_a_project")
"""An opening that tells of a project: what is asked then is asked of that."""
FIRST = 9
"""Where a name begins at the latest that a text opens with: "The 2017 Transformer"."""
OF_A_NETWORK = frozenset({"data", "params", "file", "epochs", "batch", "metric", "setting", "input", "classes"})
"""What is published of a network, and is another figure in one's own work with it."""


def never(first: Claim, second: Claim) -> bool:  # noqa: ARG001 - it takes what the other takes
    """No two claims are told of two things."""
    return False


def apart(said: Sequence[Said]) -> Callable[[Claim, Claim], bool]:
    """Whether of two claims the earlier is told of the network as published, and the later of one's own work.

    A talk that opens with a network is about that until a question turns to the candidate.
    """
    opening = said[0] if said else None
    opens = opening is not None and opening.about("model") and _of_a_network(opening)
    turned = next((one.turn for one in said[1:] if one.question and ASKS.search(one.question)), None) if opens else None
    if opening is None or turned is None:
        return never
    turns = {one.turn: one for one in said if opening.turn < one.turn < turned}

    def of_two(first: Claim, second: Claim) -> bool:
        return (
            first.attribute in OF_A_NETWORK
            and second.turn >= turned
            and first.turn in turns
            and not _asked_of_the_project(turns[first.turn])
            and not _in_the_first_person(turns[first.turn], first.quote)
        )

    return of_two


def _of_a_network(opening: Said) -> bool:
    """Whether a talk opens with a network rather than with a project: its name stands first, or no project is told."""
    named = next((mention for mention in opening.clauses[0].mentions if mention.kind == "model"), None)
    return bool(named and named.start <= FIRST) or not PROJECT.search(opening.text)


def _asked_of_the_project(one: Said) -> bool:
    """Whether a turn answers how much data, how many classes or how many epochs there were, and names no data set."""
    published = OF_THE_PUBLISHED.search(f"{one.question} {one.text}")
    known = one.named("dataset") or any(mention.kind == "dataset" for mention in one.asked)
    return bool(ASKS_FOR_COUNTS.search(one.question)) and not (published or known)


def _in_the_first_person(one: Said, quote: str) -> bool:
    """Whether the sentence in which `quote` stands speaks of the candidate."""
    clause = next((part for part in one.clauses if part.quote == quote), None)
    sentence = one.sentence(clause.sentence) if clause else one.clauses
    return any(FIRST_PERSON.search(part.text) for part in sentence)
