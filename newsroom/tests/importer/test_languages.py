"""The language of a paragraph, detected from alphabet and common words."""

import pytest

from newsroom.importer.languages import detect

TEXTS = {
    "en": "The ministry said on Thursday that attackers had read the mail of two offices.",
    "az": "Xidmətdən bildirilib ki, keçirilən əməliyyat nəticəsində iki nəfər saxlanılıb və tədbir görülüb.",
    "tr": "Bakanlık, iki ofisin postalarının okunduğunu ve bu konuda soruşturma başlatıldığını açıkladı.",
    "de": "Das Ministerium teilte am Donnerstag mit, dass Angreifer die Post von zwei Behörden gelesen haben.",
    "fr": "Le ministère a déclaré jeudi que des pirates avaient lu le courrier de deux de ses bureaux.",
    "ru": "Министерство сообщило в четверг, что злоумышленники читали почту двух ведомств.",
    "uk": "Міністерство повідомило у четвер, що зловмисники читали пошту двох відомств.",
    "kk": "Министрлік бейсенбі күні екі мекеменің поштасы бұзылғанын және тергеу басталғанын хабарлады.",
    "es": "El ministerio dijo el jueves que los atacantes leyeron el correo de dos oficinas.",
    "it": "Il ministero ha detto giovedì che gli aggressori hanno letto la posta di due uffici.",
    "pl": "Ministerstwo poinformowało w czwartek, że napastnicy czytali pocztę dwóch urzędów.",
    "ka": "სამინისტრომ განაცხადა, რომ თავდამსხმელებმა წაიკითხეს ფოსტა.",
    "hy": "Նախարարությունը հայտնեց, որ հարձակվողները կարդացել են փոստը։",
}


@pytest.mark.parametrize("language", TEXTS)
def test_detect(language):
    assert detect(TEXTS[language])[0] == language


@pytest.mark.parametrize("text", ["", "123 456", "xyzzy"])
def test_nothing(text):
    """Text without evidence has no language."""
    assert detect(text) == ("", 0.0)
