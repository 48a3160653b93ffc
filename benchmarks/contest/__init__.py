"""Workflow engines and ours on one PostgreSQL, each in processes of its own that answer lines.

Some of this runs in the peers' environment, where the product is not installed: import it inside
functions only.
"""
