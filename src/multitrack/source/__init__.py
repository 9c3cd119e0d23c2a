"""The data package: its folder, description, tables and texts, read and checked."""
