"""What others need to cite the edition and its parts: one description of each, and all that is made from it."""
