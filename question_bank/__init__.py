"""Authored items, formats and facts, and how an interview draws from them.

``items/<topic>/<item_id>.yaml``, ``formats/*.yaml``, ``facts/*.yaml``, ``glossary/*.yaml``: one file a thing, read by
`question_bank.loader` and by nothing else.
"""
