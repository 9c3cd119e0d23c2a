"""Checks of pages and texts: language parity, glossary, typed numbers, structure, overflow."""
