"""The main job played through HTTP, as its users would click it."""
