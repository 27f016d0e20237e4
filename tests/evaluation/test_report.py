"""The figures as tables."""

from __future__ import annotations

from bot.evaluation.measure import measure
from bot.evaluation.report import confusion_list, table
from tests.evaluation.samples import case, understood


def test_table_has_a_row_per_language_and_one_for_all():
    pairs = [
        (case(country="FR"), understood(country="FR", milliseconds=1.234)),
        (case(language="es"), understood("answer", "housing", language="es", milliseconds=2.0)),
        (case("oos", "out_of_scope", "es"), understood("refuse", "out_of_scope", language="es", milliseconds=3.0)),
    ]
    assert table(measure(pairs)).splitlines() == [
        "| language | cases | right | suggested | refused | wrong | emergencies found | false alarms | out of scope refused "
        "| answered as a topic | dialogue | language told | country found | country wrong | p50 ms | p95 ms |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        "| en | 1 | 100.0 | 0.0 | 0.0 | 0.0 | - | 0.0 | - | - | - | 100.0 | 100.0 | 0.0 | 1.23 | 1.23 |",
        "| es | 2 | 0.0 | 0.0 | 0.0 | 100.0 | - | 0.0 | 100.0 | 0.0 | - | 100.0 | - | 0.0 | 3.00 | 3.00 |",
        "| all | 3 | 50.0 | 0.0 | 0.0 | 50.0 | - | 0.0 | 100.0 | 0.0 | - | 100.0 | 100.0 | 0.0 | 2.00 | 3.00 |",
    ]


def test_confusion_list():
    confused = [("wages_unpaid", "refuse", ["[en] a", "[es] b"]), ("housing", "health", ["[en] c"])]
    assert confusion_list(confused).splitlines() == [
        "- `wages_unpaid` taken for `refuse`: 2",
        "  - [en] a",
        "  - [es] b",
        "- `housing` taken for `health`: 1",
        "  - [en] c",
    ]


def test_confusion_list_of_none():
    assert confusion_list([]) == ""
