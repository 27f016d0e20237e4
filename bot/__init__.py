"""The Migrant Rights Assistant."""

__version__ = "0.1.0"
