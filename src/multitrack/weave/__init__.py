"""From values to the files that the pages take in; :mod:`~multitrack.weave.weaving` does it all.

Imports nothing: a process that only draws charts would otherwise wait for all that weaving needs.
"""
