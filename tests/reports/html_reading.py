"""Pages read back: what a test needs to see of an HTML page, by a parser that refuses what does not nest."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "input", "br", "hr", "link", "img"}


class Page(HTMLParser):
    """Elements with their attributes; the text that each element of a class holds; an AssertionError on wrong nesting."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[dict[str, str], list[str]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {[tag for tag, _ in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"an attribute twice: {names}"
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append((tag, attributes))
        if tag not in VOID:
            self.texts.append((attributes, []))
            self._open.append((tag, self.texts[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1][0] == tag, f"</{tag}> inside {[t for t, _ in self._open][-3:]}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for _, parts in self._open:
            parts.append(data)

    def by_class(self, name: str) -> list[str]:
        """The text of every element of a class, in order."""
        return ["".join(parts) for attributes, parts in self.texts if name in attributes.get("class", "").split()]

    def by_data(self, name: str, value: str) -> str:
        """The text of all elements of a data attribute's value together."""
        return "".join("".join(p) for attributes, p in self.texts if attributes.get(f"data-{name}") == value)

    def by_id(self, id_: str) -> str:
        """The text of the element with an id."""
        [found] = ["".join(p) for attributes, p in self.texts if attributes.get("id") == id_]
        return found
