"""Packs: the schema, the reader, the faults."""
