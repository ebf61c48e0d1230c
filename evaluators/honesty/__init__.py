"""Honesty: what a candidate says about their own work, held against dated facts and against their own earlier words.

Nothing here looks at manner: only at what can be checked. The way through it: `clause` cuts a turn into clauses with
the names (`names`) and figures (`figures`) in them, `said` is a turn with its question, `reading` a dialogue and what
each turn of it is about, `timeline` when it took place; each module of `rules` knows one sort of fact; `consistency`
holds the candidate's words against each other: typed claims (`claims`, from `amounts` and `scores`, narrowed by
`qualifiers`), who did what (`roles`), what was used and what not (`uses`), when (`events`), and questions that have but
two sides (`positions`); `substance` asks whether a question got a specific answer; `findings` puts the judgement
together and `grader` the verdict. What is known of the world is in `facts`; the words that are looked for are in
`lexicon.yaml` and in a data file beside each module that has its own; which claim calls which questions is in
`probes.yaml`.
"""
