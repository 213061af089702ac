"""The tables of the Open University Learning Analytics Dataset, by their published columns."""
