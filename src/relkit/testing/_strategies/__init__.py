"""The Hypothesis strategies behind ``relkit.testing``, one module for each package of relkit."""
