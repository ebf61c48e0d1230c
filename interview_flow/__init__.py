"""The interview: commands in, events stored, effects carried out.

`interview_flow.machine` decides and evolves and is pure; `interview_flow.store` is the only module that touches the
database; `interview_flow.service` is the one shell that loads, decides, appends and performs.
"""
