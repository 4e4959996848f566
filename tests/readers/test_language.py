"""English or not."""

from __future__ import annotations

import pytest

from checker.readers import is_english

ENGLISH = [
    "The port will stay shut until Friday after a crane fell on Monday, officials said.",
    "MAYOR SAYS PORT WILL NOT OPEN BEFORE FRIDAY",
    "“It wasn’t us,” she said.",
    "Okafor: no comment",
    "Zhang Wei, Nguyễn Thị Hoa and Björk Guðmundsdóttir were among the guests at the São Paulo meeting, which was held "
    "in the old town hall.",
    "",
    "12 – 14",
]
OTHERS = [
    "Le maire de la ville a déclaré lundi que le port resterait fermé jusqu'à vendredi, après l'effondrement d'une "
    "grue. « Nous ne prendrons aucun risque », a-t-il dit aux journalistes sur place, avant de quitter les lieux.",
    "Der Bürgermeister sagte am Montag, dass der Hafen bis Freitag geschlossen bleibe. Was in der Nacht geschah, war "
    "zunächst unklar. Die Polizei will am Dienstag mehr sagen, so ein Sprecher. An den Kais war also niemand.",
    "De burgemeester zei maandag dat de haven tot vrijdag gesloten blijft. Het was in de nacht over de kade gevallen, "
    "en we hebben hem nog niet gezien, want hij is er niet, zei ze, en dat is wat er nu aan de hand is.",
    "El alcalde dijo el lunes que el puerto permanecerá cerrado hasta el viernes, tras el derrumbe de una grúa. No "
    "vamos a correr riesgos, dijo a los periodistas en el lugar, y se fue con su hija a la casa.",
    "Borgmesteren sagde mandag, at havnen forbliver lukket til fredag. Vi har ikke set ham for at han er under vandet, "
    "men i dag er der over ti mand på kajen, og de var der om natten.",
    "Мэр города заявил в понедельник, что порт останется закрытым до пятницы.",
    "市长周一表示，港口将关闭至周五。“我们不会冒险，”他说。记者随后离开了现场。",
    "Wali kota mengatakan pada hari Senin bahwa pelabuhan akan tetap ditutup hingga Jumat setelah runtuhnya derek.",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages(text: str) -> None:
    assert not is_english(text)


def test_a_foreign_quotation_leaves_it_english() -> None:
    story = " ".join(ENGLISH[:1] * 6)
    assert is_english(f"{story} “{OTHERS[0]}” {story}")
