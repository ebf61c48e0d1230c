"""From text to a reading: tokens, cues, clauses, mentions, denials, and what counts."""

from evaluators.concept.clauses import divide
from evaluators.concept.denial import deny, echo
from evaluators.concept.offers import set_aside
from evaluators.concept.reading import Frame, Mention, Reading
from evaluators.concept.stance import attribute
from evaluators.concept.standing import discount
from evaluators.concept.steps import steps
from evaluators.concept.tokens import tokens
from evaluators.concept.vocabulary import cues


def read(text: str, frame: Frame) -> Reading:
    """Read `text` by `frame`."""
    reading = Reading(text, frame, tokens(text))
    if not reading.tokens:
        return reading
    reading.tokens = frame.speller.corrected(reading.tokens)
    _find_cues(reading)
    divide(reading)
    ends = [reading.clauses[clause].end for clause in reading.clause_of]
    for (label, span), gaps in frame.lexicon.occurrences(reading.keys, ends).items():
        reading.mentions.setdefault(label, []).append(Mention(span, reading.clause_of[span.start], gaps=gaps))
    for label, span in steps(reading):
        reading.mentions.setdefault(label, []).append(Mention(span, reading.clause_of[span.start]))
    _drop_passives(reading)
    deny(reading)
    attribute(reading)
    echo(reading)
    discount(reading)
    if frame.listed:
        set_aside(reading)
    return reading


def _drop_passives(reading: Reading) -> None:
    """A relation inside its own reversal is not meant: "is caused by" says no "causes"."""
    for label, found in list(reading.mentions.items()):
        if label.startswith("<"):
            forward = "{" + label[1:]
            reading.mentions[forward] = [
                m for m in reading.mentions.get(forward, ()) if not any(m.span.within(other.span) for other in found)
            ]


_SWALLOWED = frozenset({"denies", "prevents", "connects", "joins"})
_SWALLOWING = frozenset({"denies", "prevents", "affirms", "connects", "compares"})


def _find_cues(reading: Reading) -> None:
    """All cues, those inside a longer one left out."""
    found = list(cues().occurrences(reading.keys, [len(reading.tokens)] * len(reading.tokens)))
    longer = [span for label, span in found if label in _SWALLOWING and span.end - span.start > 1]
    for label, span in found:
        if label not in _SWALLOWED or not any(span.within(other) for other in longer):
            reading.cues.setdefault(label, []).append(span)
    affirming = reading.cues.get("affirms", ())
    for label in ("denies", "prevents", "connects", "takes_out"):
        reading.cues[label] = [
            span
            for span in reading.cues.get(label, ())
            if not any(span.overlaps(other) for other in affirming if label != "connects")
        ]
