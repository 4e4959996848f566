"""Tokens joined the way they are printed, for corpora that keep no spaces: quotation marks closed up, “don't” whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.document import Span

_SURFACE = {"``": '"', "''": '"', "`": "'", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_CLOSING = frozenset(", . ; : ! ? ) ] } % ” … ... .... ?! !? !! !!! ’”".split())
_OPENING = frozenset("( [ { $ £ € “ ‘ “‘ # @".split())
_CLITICS = frozenset("'s n't 'm 're 've 'll 'd ’s n’t ’m ’re ’ve ’ll ’d".split())
_DASHES = frozenset("- / – — --".split())
_SENTENCE_END = frozenset(". ! ? : ; , ... … \" ' ” ’ ) ] — --".split())


def join(sentences: Iterable[Sequence[str]]) -> tuple[str, tuple[tuple[Span, ...], ...]]:
    """The text that tokenised sentences make, and where each token of each stands in it.

    A sentence without a final stop (a headline, a date line) ends its paragraph, and so does one that closes a
    quotation where the next opens one.
    """
    text = ""
    places: list[tuple[Span, ...]] = []
    spacing = _Spacing()
    last = ""
    for sentence in sentences:
        before = spacing.ended
        tokens = [_SURFACE.get(t, t) for t in sentence]
        own: list[Span] = []
        spacing.glue = True
        for i, token in enumerate(tokens):
            space = spacing.space(tokens, i, sentence[i])
            if not i and text:
                quote_after_quote = before and spacing.opened
                text += "\n\n" if quote_after_quote or last not in _SENTENCE_END else " "
            elif space:
                text += " "
            own.append(Span(len(text), len(text) + len(token)))
            text += token
        if tokens:
            last = tokens[-1]
        places.append(tuple(own))
    return text, tuple(places)


class _Spacing:
    """What must be known of the tokens before to tell an opening mark from a closing one.

    glue: the last token takes no space after it. opened, ended: the last token opened, or closed, a quotation.
    """

    def __init__(self) -> None:
        self.glue = True
        self.opened = self.ended = False
        self._inside = {'"': False, "'": False}

    def space(self, tokens: Sequence[str], i: int, raw: str) -> bool:
        """Whether a space stands before token `i`; `raw` is the token as the corpus writes it."""
        token = tokens[i]
        glued = self.glue
        self.opened, self.ended, self.glue = token in ("“", "‘", "“‘"), token in ("”", "’", "’”"), token in _OPENING
        if token in self._inside:
            opening = self._opens(tokens, i, raw)
            self._inside[token] = opening
            self.opened, self.ended, self.glue = opening, not opening, opening
            return opening and not glued
        if token in _DASHES and self._joins(tokens, i):
            self.glue = True
            return False
        if token in (".", ":") and tokens[i - 1][-1:].isdigit() and "".join(tokens[i + 1 : i + 2])[:1].isdigit():
            self.glue = True  # 6.1, 14:25
        return not glued and token not in _CLOSING and token.lower() not in _CLITICS and token != "’"

    def _opens(self, tokens: Sequence[str], i: int, raw: str) -> bool:
        if raw in ("``", "`", "''"):
            return raw != "''"
        if i == 0:
            return len(tokens) > 1 and not (self._inside[tokens[i]] and tokens[1] in _CLOSING)
        if i == len(tokens) - 1 or tokens[i + 1] in _CLOSING:
            return False
        if tokens[i] == "'" and tokens[i - 1].lower().endswith("s") and not self._inside["'"]:
            return False
        return not self._inside[tokens[i]]

    def _joins(self, tokens: Sequence[str], i: int) -> bool:
        """A hyphen inside a compound (“multi - boat”), not a dash: what follows goes on in lower case or in digits."""
        if not 0 < i < len(tokens) - 1 or not tokens[i - 1][-1:].isalnum():
            return False
        after = tokens[i + 1][:1]
        if tokens[i] == "/":
            return after.isalnum()
        return tokens[i] == "-" and (after.islower() or after.isdigit() or tokens[i - 1].lower() in ("al", "el", "co"))
