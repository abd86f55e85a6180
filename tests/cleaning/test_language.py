"""English is told from other languages, and what cannot be told is kept."""

import pytest

from pledgebook.cleaning.language import is_english

TEXTS = [
    (True, "Norway will send 20 field hospitals to Chad before the rains begin, the ministry said on Monday."),
    (True, "Tents for Chad"),
    (True, "Trucks: 20. Tents: 400. Beds: 1,200. Pumps: 35. Boats: 12. Doctors: 60. Nurses: 110. Total: $30 million."),
    (True, "Norway (NOR), Sweden (SWE), Denmark (DNK): pledge of new military aid for Ukraine, worth EUR 1.5 billion"),
    (
        True,
        "Tente en el puerto de Bergen, Noruega, antes de la salida de los barcos, lunes 3 de mayo de 2021.\n"
        "Kari Berg, Foreign Minister, Bo Lund, Oslo port captain, greet doctors leaving Bergen, Norway, May 3, 2021.",
    ),
    (False, "La Norvège va envoyer vingt hôpitaux au Tchad avant le début des pluies, a dit la ministre lundi."),
    (False, "Norwegen schickt vor Beginn der Regenzeit zwanzig Krankenhäuser in den Tschad, sagte die Ministerin."),
    (False, "Noruega enviará veinte hospitales al Chad antes de que comiencen las lluvias, dijo la ministra el lunes."),
    (False, "Норвегия отправит двадцать госпиталей в Чад до начала дождей, сообщило министерство в понедельник."),
    (False, "挪威将在雨季开始前向乍得派遣二十所野战医院，外交部周一表示。"),
]


@pytest.mark.parametrize(("english", "text"), TEXTS, ids=[text[:20] for _, text in TEXTS])
def test_language(english: bool, text: str) -> None:
    assert is_english(text) is english
