"""Whether translations use the chosen words, by stems."""

from __future__ import annotations

import pytest

from bot.content.glossary import Agreement, agreement


@pytest.mark.parametrize(
    ("chosen", "translation", "used"),
    [
        ("permiso de residencia", "Pide un permiso de residencia.", True),
        ("permiso de residencia", "Los permisos de residencia cuestan.", True),
        ("permiso de residencia", "Pide una tarjeta.", False),
        ("permiso (no «tarjeta») / autorización", "Pide una autorizacion.", True),
        ("разрешение на пребывание", "Попросите разрешения на пребывание!", True),
        ("разрешение на пребывание", "Попросите визу.", False),
        ("تصريح الإقامة", "اطلب تصريح إقامتك.", True),
        ("居留许可", "请申请居留许可。", True),
        ("居留许可（不是签证）、居留卡", "请申请居留卡。", True),
    ],
)
def test_use_of_a_term(chosen, translation, used):
    found = agreement({"residence permit": chosen}, [("Ask for residence permits.", translation)])
    assert found == Agreement(1, int(used), {} if used else {"residence permit": 1})


def test_terms_are_due_only_where_the_english_has_them_as_words():
    pairs = [("Work is permitted.", "x"), ("A PERMIT.", "permiso"), ("Two permits.", "dos")]
    assert agreement({"permit (any)": "permiso"}, pairs) == Agreement(2, 1, {"permit (any)": 1})


def test_share_of_nothing_is_whole():
    assert agreement({}, [("Ask.", "Pide.")]).share == 1.0
