"""A Django app with one flow, for Viewflow: it finds flows by the app they stand in."""
