"""What a sentence says of something beside the project: another project, an older system, another network of it."""

from collections.abc import Sequence
from itertools import product

from evaluators.honesty import lexicon
from evaluators.honesty.asides import words
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said

ANOTHER = lexicon.words("another_thing")
"""Words that bring in something else, whatever is talked of."""
THING, OF_EVERYTHING = lexicon.words("named_thing"), lexicon.words("names_no_thing")
"""A network or a project by its name, and names that say nothing of which it is."""


def of_two(said: Sequence[Said], later: Said, quote: str, source: str) -> bool:
    """Whether `quote`, from the turn `later`, and the earlier words `source` are said of two things.

    They are if one of them brings in something else, or calls what it speaks of by a name that is in no other turn. An
    opening speaks of the project, whatever it calls that ("as a student I built ...").
    """
    first = next((one for one in reversed(said) if one.turn < later.turn and source in one.text), None)
    here = _around(later, quote)
    there = _around(first, source) if first is not None and first is not said[0] else ""
    if _another(here, said[0].text) != _another(there, said[0].text):
        return True
    return _named_anew(said, later, here, source) or (first is not None and _named_anew(said, first, there, quote))


def another_project(opening: Said, before: Reading) -> bool:
    """Whether an opening is about another project than was told of `before`: it says so, or names other networks."""
    if ANOTHER.search(opening.text):
        return True
    here, there = opening.named("model"), before.named("model")
    return bool(here and there) and not any(
        one.startswith(other) or other.startswith(one) for one, other in product(here, there)
    )


def _another(text: str, opening: str) -> bool:
    """Whether `text` brings in something else in words that are not the `opening`'s."""
    return any(match[0].lower() not in opening.lower() for match in ANOTHER.finditer(text))


def _around(one: Said, quote: str) -> str:
    """What leads up to `quote` in its sentence of `one`, with it, and the question if the turn begins with that."""
    held = [clause for clause in one.clauses if clause.text in quote or quote in clause.text] or [one.clauses[0]]
    told = "，".join(clause.text for clause in one.up_to(held[-1]))
    return f"{one.question}\n{told}" if held[0].sentence == 0 else told


def _named_anew(said: Sequence[Said], one: Said, text: str, against: str) -> bool:
    """Whether `text`, from the turn `one`, calls something by a name of which no word is in another turn."""
    names = [name for match in THING.finditer(text) if (name := _name(next(filter(None, match.groups()), "")))]
    if not names:
        return False
    known = words(" ".join(f"{each.question} {each.text}" for each in said if each is not one)) | words(against)
    return not any(name & known for name in names)


def _name(called: str) -> set[str]:
    """The words of a name that say of which thing it is; none where a Chinese one is no name at all."""
    return words(OF_EVERYTHING.sub(" ", called)) if called.isascii() or not OF_EVERYTHING.search(called) else set()
