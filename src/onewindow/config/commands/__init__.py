"""The sub-commands of `onewindow`."""
