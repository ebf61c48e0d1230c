"""One module a task: its inputs, its reference and its comparison.

A module here is read as text and run in the judge's process alone; nothing imports it, so no process that runs a
candidate's program ever holds a reference.
"""
