"""Who said it: links statements to the speakers that an article names, describes or points at."""

from checker.linking.linker import Linking, link_speakers, resolve

__all__ = ["Linking", "link_speakers", "resolve"]
