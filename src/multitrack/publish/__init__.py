"""Publishing: the output folder, replaced whole or not at all, its manifest and checksums."""
