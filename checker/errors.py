"""The one error that a user sees."""


class AttribError(Exception):
    """The tool could not do its work: one line, what is wrong and what to do."""
