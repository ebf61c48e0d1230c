"""Honesty: what a candidate says about their own work, held against dated facts and against their own earlier words.

Nothing here looks at manner: only at what can be checked. The way through it: `reading` turns a dialogue into clauses
with the names (`names`) and figures (`figures`) in them; each module of `rules` knows one sort of fact; `consistency`
compares the claims (`claims`) with each other; `substance` asks whether a question got a specific answer; `findings`
puts the judgement together and `grader` the verdict. What is known of the world is in `facts`, the words that are
looked for in `lexicon.yaml`, which claim calls which questions in `probes.yaml`.
"""
