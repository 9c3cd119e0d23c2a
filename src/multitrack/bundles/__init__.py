"""Figures and tables for use elsewhere: a kit of files for each, a page about it, and the bar that leads there."""
