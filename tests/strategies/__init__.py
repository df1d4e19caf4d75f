"""Hypothesis strategies that several test files share: plural nouns, one module a package."""
