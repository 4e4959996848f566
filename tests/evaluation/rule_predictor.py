"""A tool that prints the JSON contract by two regular expressions: what the scorers and the harness are compared on.

As a script it takes the command line that the reference scorers give to `attrib`.
"""

import json
import re
import sys

_NAME = r"he|she|they|[A-Z]\w+(?: [A-Z]\w+)*"
_QUOTE = re.compile(rf'[“"]([^”"\r\n]{{2,}})[”"](,? ({_NAME}) (said|told|added|wrote|says))?')
_REPORT = re.compile(r"\b([A-Z]\w+) (said|believes|wants) (that [^.\r\n]+)\.")


def predict(text, path, findings):
    statements, found = [], []

    def add(kind, content, cue, source, confidence):
        statements.append(
            {
                "id": f"s{len(statements) + 1}",
                "kind": kind,
                "act": "speech",
                "content": [content],
                "cue": cue,
                "source": source,
                "speaker": None,
                "confidence": confidence,
                "nested_in": None,
                "verification": None,
            }
        )

    for m in _QUOTE.finditer(text):
        end = m.start(2) if m[2] else m.end()
        add("direct", [m.start(), end], [m.span(4)] if m[2] else [], [m.span(3)] if m[2] else [], 0.9 if m[2] else 0.4)
        if findings and not m[2] and end - m.start() > 60:
            found.append(
                {
                    "code": "ATT101",
                    "name": "unattributed-quote",
                    "severity": "error",
                    "span": [m.start(), end],
                    "related": [],
                    "message": "possible quote without a speaker",
                    "confidence": 0.6,
                    "candidates": [],
                    "fingerprint": "",
                }
            )
    for m in _REPORT.finditer(text):
        add("indirect", m.span(3), [m.span(2)], [m.span(1)], 0.8)
    model = {"name": "rules", "revision": "1"}
    return {
        "schema": 1,
        "path": path,
        "text": text,
        "model": model,
        "statements": statements,
        "speakers": [],
        "findings": found,
        "limits": [],
    }


def main(command, *arguments):
    files = [a for k, a in enumerate(arguments) if not a.startswith("--") and not arguments[k - 1].startswith("--")]
    for file in files:
        with open(file, encoding="utf-8", newline="") as opened:
            print(json.dumps(predict(opened.read(), file, command == "check")))


if __name__ == "__main__":
    main(*sys.argv[1:])
