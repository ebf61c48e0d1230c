"""What a list names counts only if it is offered: not what is faulted, was there before, or is somebody else's."""

import pytest

from evaluators.concept.grader import ConceptGrader
from evaluators.response import Response

MEMBERS = {"dropout": ["dropout"], "early_stopping": ["early_stopping"], "ensembling": ["ensembling"]}
NOT_OFFERED = [
    "Dropout is too slow for us. I'd stop early.",
    "Dropout never made a difference, so early stopping.",
    "I tried dropout and it didn't do a thing. Early stopping did it.",
    "First dropout: no effect. Then early stopping.",
    "The problem with dropout is the tuning, so I stop early.",
    "We already had dropout, so I'd add early stopping.",
    "I used to add dropout everywhere. These days I do early stopping.",
    "My colleague swears by dropout, I swear by early stopping.",
    "I'd take early stopping over dropout.",
    "We had dropout everywhere. I'd add early stopping.",
    "dropout 会拖慢收敛，我宁可早停。",
    "先试了 dropout，没动静；最后是早停。",
    "加过 dropout，曲线一点没变，后来用早停。",
    "模型里已经有 dropout 了，所以我会加早停。",
    "以前我什么都加 dropout，现在我就早停。",
    "同事迷信 dropout，我更信早停。",
    "与其加 dropout 不如早停。",
    "Early stopping. Take the dropout layers out.",
    "Early stopping. Dropout was in the script my predecessor left and it overfitted all the same.",
    "My predecessor had dropout everywhere. I stop early.",
    "I thought about dropout, then early stopping.",
    "We tried dropout, the loss blew up, so it was removed. Early stopping.",
    "My boss wanted dropout, I refused. Early stopping it was.",
    "Forget dropout. Early stopping.",
    "Compared with dropout, early stopping has no dial to turn.",
    "同事主张加 dropout，我没同意。后来早停。",
    "也想过 dropout，没做。最后早停。",
    "dropout 一开始就开着，照样过。我加了早停。",
    "早停。dropout 我基本不碰。",
    "早停有用；dropout 加过，后来撤了。",
    "Dropout before a convolution leaks the signal back. What did work was early stopping.",
    "dropout 在卷积后面是另一回事。真正有用的是早停。",
    "The team had put dropout in there. I stop early.",
    "Maria wanted dropout, I stop early.",
    "My predecessor had put in everything you read about: dropout, noise. I stop early.",
    "Dropout is the usual cause of it. I stop early.",
    "dropout 才是过拟合的来源，我早停。",
    "Lower the dropout rate to zero and stop early.",
    "Early stopping. And I'd set dropout to zero.",
    "dropout 率调低，再早停。",
    "Dropout would help, but the library has none. Early stopping.",
    "Dropout was published in 2014. I stop early.",
    "Everyone starts with dropout; I do early stopping.",
    "Overfitting is when dropout is missing. So early stopping.",
    "Early stopping, least of all dropout.",
    "dropout 跟这个没多大关系，早停才有。",
    "dropout 没那么神，管用的是早停。",
    "Early stopping. Not: dropout.",
    "Early stopping. Tried before, dropped: dropout.",
    "Dropout came up in our team too, and after a look we decided against it. Early stopping.",
    "First dropout, same curve within noise. Reverted too. Then early stopping.",
    "Dropout was the thing before that; the gap stayed where it was. Early stopping.",
    "We had dropout, and all the same it memorised everything. So early stopping.",
    "The vendor kept pushing dropout. Early stopping.",
    "Someone at head office wanted dropout. Early stopping.",
    "I've read about dropout, but couldn't say if it's any good. Early stopping.",
    "Early stopping, no dropout, since dropout costs capacity.",
    "Early stopping. I'd cut dropout from 0.5 to 0.1.",
    "Reduce the batch size and the dropout. Early stopping.",
    "dropout 我们加了，集成也做了，都不管用。早停才行。",
    "早停。dropout 供应商推过，没要。",
    "早停。dropout 之前单独开过，没用。",
    "dropout 要往小了调，再早停。",
    "People ask why I didn't use dropout. I stop early.",
    "There was talk of dropout. We stopped early.",
    "至于 dropout，我们试过，没用。早停才行。",
    "dropout 在这儿不行，我早停。",
    "Everyone shouts dropout. It never helped. Early stopping did.",
    "Set dropout as small as possible and stop early.",
]
OFFERED = [
    "Dropout. Early stopping. Everything else was within the noise.",
    "Early stopping costs nothing, and dropout.",
    "For kinds that nobody has seen before we use dropout, and early stopping.",
    "先看早停靠不靠谱，再加 dropout。",
    "I add dropout to the head. What helped most was early stopping.",
    "Dropout helps a lot. What really did it was early stopping.",
    "The team had dropout in there and it helped a lot. I stop early, too.",
    "Dropout is slow, but it works. And early stopping.",
    "Dropout works, though it slows training down. And early stopping.",
    "Early stopping, and dropout so that it can't just memorise.",
    "I use early stopping and dropout; plain data loading is too slow.",
    "If early stopping is too fiddly I add dropout.",
    "We have used dropout and early stopping.",
    "先早停，纹丝不动就加 dropout。",
    "dropout 慢一点，但是管用，再加早停。",
    "dropout、早停。",
    "I wouldn't skip dropout, and I'd stop early.",
    "Don't forget dropout. And early stopping.",
    "Dropout, crude as it is. Early stopping, too.",
    "Dropout is expensive and I'd still do it. Early stopping.",
    "dropout 慢是慢了点，但最治本；再早停。",
    "别忘了 dropout，早停也少不了。",
    "Dropout and early stopping. If it underfits, less dropout.",
    "Nothing ever beat early stopping and dropout.",
    "It isn't that I don't use dropout. And early stopping.",
    "I don't doubt dropout. And early stopping.",
    "A colleague suggested dropout, and it really helped. And early stopping.",
    "Raise dropout from 0.1 to 0.5, and stop early.",
    "I've heard of dropout and early stopping.",
    "What I never leave out: dropout and early stopping.",
    "dropout 同事推荐过，确实有用；再早停。",
    "实在收不到，就加 dropout、早停。",
    "I'd have dropout in the head, and early stopping.",
    "Early stopping, and dropout in every layer that did not survive the test.",
    "不行就上 dropout，再早停。",
]


def listing(*, remedies: bool) -> ConceptGrader:
    """A list of three members."""
    members = {name: {"name": {"zh": name, "en": name}, "says": says} for name, says in MEMBERS.items()}
    return ConceptGrader.model_validate({"at_least": 2, "members": members, "remedies": remedies})


def given(grader: ConceptGrader, text: str) -> set[str]:
    """The members that `text` gives."""
    language = "en" if text.isascii() else "zh"
    return set(grader.grade(Response(text=text, language=language)).members or ())


@pytest.mark.parametrize("answer", NOT_OFFERED)
def test_what_is_only_spoken_of_is_not_offered(answer: str) -> None:
    """Faults, the past, other people's favourites and what something else beats take a remedy out."""
    assert given(listing(remedies=True), answer) == {"early_stopping"}


@pytest.mark.parametrize("answer", OFFERED)
def test_a_fault_that_is_granted_denied_or_supposed_takes_nothing_out(answer: str) -> None:
    """A remedy stays offered if its fault is outweighed, denied, a mere condition, or found with something else."""
    assert given(listing(remedies=True), answer) == {"early_stopping", "dropout"}


def test_only_remedies_are_taken_out_by_a_fault() -> None:
    """In a list of pitfalls, a fault is what is asked for; what never was a problem is no pitfall."""
    pitfalls = listing(remedies=False)
    assert given(pitfalls, "Dropout is too slow.") == {"dropout"}
    assert given(pitfalls, "Dropout was never a problem for us. Early stopping was.") == {"early_stopping"}
    assert given(pitfalls, "dropout 没出过问题，坑都在早停上。") == {"early_stopping"}


@pytest.mark.parametrize(
    "heap",
    [
        "overfitting dropout gradient loss softmax early stopping CNN batch epoch",
        "Backpropagation. Dropout. Attention. Convolution. Loss. Epoch. Validation.",
        "noise -> dropout -> entropy -> gradient -> early stopping -> sigmoid -> logits",
        "VC dimension / dropout / SGD / ReLU / early stopping / chain rule / perplexity",
        "过拟合 dropout 梯度 交叉熵 学习率 早停 卷积 反向传播",
    ],
)
def test_names_thrown_together_offer_nothing(heap: str) -> None:
    """Whatever parts the names of a heap: blanks, full stops, slashes."""
    assert given(listing(remedies=True), heap) == set()


@pytest.mark.parametrize(
    "names",
    [
        "dropout, early stopping",
        "dropout early stopping bagging",
        "Dropout. Bagging. Early stopping.",
        "早停 dropout 集成",
    ],
)
def test_a_list_of_nothing_but_members_offers_them(names: str) -> None:
    """A short list answers the question, whatever parts its names."""
    assert given(listing(remedies=True), names) >= {"dropout", "early_stopping"}


LECTURES = [
    "Inside, dropout samples a Bernoulli mask and multiplies, so that the expectation stays the same.",
    "Early stopping goes back to a paper in 1995, and there is a theorem that it equals ridge.",
    "dropout 是 2014 年那篇论文提出的，训练时按伯努利掩码逐元素相乘。",
    "This question covers topics such as dropout, early stopping and ensembles.",
    "本题考点：dropout、早停、集成。",
    "#dropout #bagging #resnet #kaggle #interview",
    "Dropout = Bernoulli mask; bagging = bootstrap; softmax = exponentials.",
]
PRACTICE = [
    "Dropout. The mask is Bernoulli, and the paper is from 2014.",
    "I'd use dropout, which samples a Bernoulli mask, as in the paper from 2014.",
    "dropout，2014 年那篇论文提出的，训练时按伯努利掩码相乘。",
]


@pytest.mark.parametrize("answer", LECTURES)
def test_who_explains_or_announces_offers_nothing(answer: str) -> None:
    """How a remedy works, who invented it and under which headings it stands is no answer to what to do."""
    assert given(listing(remedies=True), answer) == set()


@pytest.mark.parametrize("answer", PRACTICE)
def test_who_offers_may_explain_beside_it(answer: str) -> None:
    """A bare name first, or what the speaker does, is an offer whatever is told about it."""
    assert given(listing(remedies=True), answer) == {"dropout"}
