"""What the learned reader is asked about an item: a statement for each criterion, and for each member of a listing item."""

from collections.abc import Mapping

from evaluators.concept.grader import ConceptGrader
from evaluators.text import Text
from question_bank.item import Item


def statements(item: Item) -> Mapping[str, Text]:
    """Statements by the id of the criterion or member they stand for; empty for an item of another kind."""
    grading = item.grading
    if not isinstance(grading, ConceptGrader):
        return {}
    listed = {
        name: Text(zh=f"{member.name.zh}是给出的一项", en=f"{member.name.en} is one of the things given")
        for name, member in grading.members.items()
    }
    return {name: criterion.statement for name, criterion in grading.criteria.items()} | listed
