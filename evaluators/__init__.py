"""Answers in, verdicts out.

A *kind* of grading is a package here (``arithmetic``, ``derivation``, ``concept``, ``program``, ``honesty``): its
``grader.py`` defines one subclass of `evaluators.base.Grader`. The grader's fields are what an author writes in an
item's ``grading`` section. `evaluators.discovery` finds the kinds by folder; nothing registers them. `evaluators.run`
is the way in.
"""
