"""Channels, wiring, settings and wording: the only floor that touches network, terminal, clock and environment."""
