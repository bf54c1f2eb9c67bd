"""Herindelingen as they touch one region: which, what they touch, and carrying them out."""
