"""Grades programs: reads one out of what was sent, runs it in the sandbox, and reads its source.

`grader` is the way in. `reading` finds the program in a message; `conduct` sees whether it does what no answer needs;
`structure` holds the rules that read criteria off the syntax tree; `questions` asks about the candidate's own program;
`wording` is what a candidate is told. In the sandbox, `candidate` runs beside the program and carries out
`operations` on it (`own_test`, `steps` and `watch` are three of their means); `judge` runs a task, which is written
with `judging`, `function_judging`, `case_judging` and `network_judging`. Only what runs in the sandbox imports torch.

How to add an item, with nothing to register:

1. ``question_bank/items/coding/<id>.yaml`` with a section ``grading: {kind: program, task: <task>, criteria: ...}``. A
   criterion is judged by the task, or read off the source by a rule, ``source: module.function`` of `structure`: the
   rule decides where it can, the task's finding where the rule says None, the rule's `leaning` where neither can.
   What must be written by hand is listed in ``forbidden``, together with a criterion ``by_hand``: dotted names
   (``torch.softmax``), methods (``.softmax``), and torch's own operators as they are seen at run time, ``*`` standing
   for anything (``aten:*softmax*``).
2. ``evaluators/program/tasks/<task>.py`` with ``judge(program, record, rng)``. It calls the program through
   ``program.ask("call", "function", *arguments)`` (or another of `operations`), compares in the judge's process with a
   reference of its own, and records ``record.met``, ``record.missed`` or ``record.wrong`` for each criterion. A plain
   function needs no more than a `function_judging.FunctionTask` (correct, edges, counted steps) or a
   `case_judging.CaseTask` (cases for each criterion, arrays among them); a network has `network_judging`. It may
   import these and `judging`, the standard library, NumPy and torch: the sandbox opens no file. Nothing imports it.
3. ``tests/evaluators/program/submissions/<task>/solutions`` and ``mutants``: right programs in more than one style,
   and wrong ones whose first line says what they miss (``# not met: correct, edges?``; ``?`` where a fair judge could
   see it either way). One of the mutants is called ``zeros.py``.

An interface that no operation serves yet is a new function in `operations` (it knows the interface, never the
answer), and, if its answer has a structure, a line in the table of forms in `judging`.
"""
