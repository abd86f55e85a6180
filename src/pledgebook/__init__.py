"""Pledgebook: who asked for, pledged, committed, delivered, refused, withdrew and sanctioned what."""
