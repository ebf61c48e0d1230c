"""Calculations: numbers are read out of free text, then held against the truth, its conventions and known slips."""
