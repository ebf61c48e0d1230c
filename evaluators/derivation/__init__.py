"""Formulas as people type them, read into a tree of our own and compared by value.

``normalise`` and ``lexer`` turn text into tokens, ``parser`` turns tokens into a `tree.Node`, ``clauses``
finds the formulas among the words; ``sampling`` and ``evaluate`` give a tree values, ``compare`` decides
equality; ``setting`` says what an item declares, ``claims`` says which quantity a formula is about,
``marking`` and ``lines`` hold it against the truth. Nothing of a candidate's text is ever executed.
"""
