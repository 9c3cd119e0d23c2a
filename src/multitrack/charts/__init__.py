"""Charts: theme, legend, panels, labels, tooltips, and drawing them."""
