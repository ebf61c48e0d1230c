import numpy as np
import pytest

from evaluators.program.tasks.nms_by_hand import cases, iou


@pytest.mark.parametrize("seed", range(40))
def test_every_crowd_tells_whoever_lets_suppressed_boxes_suppress(seed):
    """Whatever is drawn: else one wrong program in twenty would be credited."""
    crowds = [case for case in cases(np.random.default_rng(seed)) if case.criterion == "correct"]
    assert len(crowds) == 6
    for case in crowds:
        boxes, scores, threshold = case.arguments
        order = np.argsort(-scores)
        eager = [one for at, one in enumerate(order) if all(iou(boxes[one], boxes[o]) <= threshold for o in order[:at])]
        assert len(set(scores)) == len(scores)
        assert sorted(eager) != sorted(case.expected)
