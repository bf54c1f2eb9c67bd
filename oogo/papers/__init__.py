"""What the papers of a meeting say: the whole, and the part for one reader (ADR 12)."""
