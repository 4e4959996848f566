"""Who said it: links statements to the speakers that an article names, describes or points at, by rule."""

from checker.linking.linker import Link, Linking, link_speakers, resolve

__all__ = ["Link", "Linking", "link_speakers", "resolve"]
