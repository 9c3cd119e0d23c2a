"""Charts: theme, legends, panels, labels, tooltips and rendering."""
