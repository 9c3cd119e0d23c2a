"""Citations: one description of each work, and every reference, record and metadata file made from it."""
