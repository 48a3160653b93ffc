"""How scenarios are written: conditions as rows, what uses a question, sound changes."""
