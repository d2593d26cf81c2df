"""Interpreters beside the rules: a local sentence encoder. Nothing else calls a model."""
