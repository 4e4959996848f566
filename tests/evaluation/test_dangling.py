from building import annotation, statement

from checker.document import Span
from checker.evaluation.dangling import FALSE, FOUND, cases, score_case, score_untouched
from checker.findings import Finding, Severity

BEFORE = "The port shut on Monday after the collapse."
QUOTE = "“We will not risk a second collapse here,” Maria Okafor said on Monday. “Nobody at all wants that.”"
BARE = "“We will not risk a second collapse here. Nobody at all wants that.”"
TEXT = f"{BEFORE}\n\n{QUOTE}\n\nWork goes on.\n"


def article(text=TEXT, source="Maria Okafor"):
    content = "“We will not risk a second collapse here,”"
    return annotation([statement(text, "s1", content, "said", source)], text=text)


def alarm(start, end):
    return Finding("ATT101", "unattributed-quote", Severity.ERROR, Span(start, end), "who?")


def test_the_attribution_is_deleted():
    (case,) = cases(article())
    assert case.text == f"{BEFORE}\n\n{BARE}\n\nWork goes on.\n"
    assert case.span.of(case.text) == BARE


def test_a_quote_nearby_might_say_whose_it_is():
    assert not list(cases(article(TEXT.replace("Work goes on.", "“Yes,” he said."))))
    assert not list(cases(article(source="")))  # the gold gives it no source
    assert not list(cases(article("“Too short,” Maria Okafor said on Monday." + TEXT)))


def test_any_touch_finds_it():
    (case,) = cases(article())
    end = case.span.start + 3
    assert score_case(case, annotation(findings=[alarm(0, end)], text=case.text)).counts[FOUND] == (1, 1)
    missed = score_case(case, annotation(findings=[alarm(0, case.span.start)], text=case.text))
    assert missed.counts[FOUND] == (0, 1)
    assert missed.misses[0].excerpt.startswith("“We will not")


def test_false_alarms_are_those_on_sourced_quotes():
    start, end = article().statements[0].content[0]
    words = len(TEXT.split())
    for finding, false in ((alarm(start, end), 1), (alarm(end - 4, end + 4), 0), (alarm(0, 10), 0)):
        scores = score_untouched(article(), annotation(findings=[finding], text=TEXT))
        assert scores.counts[FALSE] == (false, words)
