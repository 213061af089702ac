"""Ranking, classification, calibration and intervals: arrays in, numbers out."""
