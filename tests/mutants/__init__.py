"""Deliberately wrong subjects, at least one for each law: each breaks that law and no other."""
