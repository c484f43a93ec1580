"""The floor: what a stored record is, how text becomes vectors, how it is written and found."""
