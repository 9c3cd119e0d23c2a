"""Handing over: the output folder, whole or not at all, and the record of what is in it."""
