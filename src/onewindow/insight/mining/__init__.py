"""From a log to what the pages of a project show. Ibis is loaded only when something is mined."""
