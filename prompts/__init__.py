"""Prose that a language model is told; no code."""
