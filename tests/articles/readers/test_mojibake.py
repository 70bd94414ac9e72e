"""Text in UTF-8 that was once taken for another encoding, in the languages of newspapers."""

from __future__ import annotations

import pytest

from articles.readers.encodings import repaired

# fmt: off
SENTENCES = {
    "en": "The café’s owner paid £5 – or €6 – for “crème brûlée”… naïve.",
    "fr": "L’été dernier, les élèves ont créé une œuvre : « Où êtes-vous ? » À bientôt, Noël.",
    "de": "Größere Straßen führen über die Brücke – „Schöne Grüße“, sagte Jürgen Müßig.",
    "es": "¿Qué pasó? El niño comió piñas y bebió té; «mañana», dijo Ángel. ¡Olé!",
    "pt": "A ação começou às três; não há informações sobre os órgãos – disse João.",
    "it": "Perché la città è così? «Non c’è più», disse il papà. È già lunedì.",
    "nl": "Het coöperatieve café is geëvacueerd; één reünie in België.",
    "sv": "Åsa åkte på en lång älgjakt i Östersund – därför är hon trött.",
    "da": "Æblegrød på øen: Søren går på café, sagde han ærgerligt.",
    "fi": "Yöllä pöllö lensi järven yli. Äiti sanoi: ”Hyvää yötä”.",
    "is": "Þórður ætlaði að fá sér öl, en það var búið. „Ég veit það“.",
    "pl": "Zażółć gęślą jaźń – powiedział „Łukasz” w Łodzi. Święta są blisko.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy. „Dobrý den“, řekl Jiří.",
    "sk": "Vypätá dcéra grófa Maxwella s IQ nižším ako kôň. „Ľudia“.",
    "hu": "Árvíztűrő tükörfúrógép. „Jó napot” – mondta Őri Ödön.",
    "ro": "Știrile de azi: țara, în București. „Bună ziua”, a spus Ștefan.",
    "hr": "Čovjek šeće po šumi i jede žir. „Đak“, reče Ćiro.",
    "sl": "Čebele žužljajo. »Šola«, je rekel Žiga.",
    "tr": "İstanbul’da ığdır çiçeği güneşli günde açtı. “Şöyle”, dedi Gül.",
    "lt": "Įvairūs žmonės šiandien eina į ąžuolyną. „Čia“, sakė Živilė.",
    "lv": "Šodien ļoti auksts, ģimene ēd ķiršus. “Ūdens”, teica Jānis.",
    "et": "Õhtul sõitsime järve äärde. „Küll“, ütles Ülo.",
    "el": "Η κυβέρνηση ανακοίνωσε μέτρα. «Είναι σημαντικό», είπε ο Γιώργος.",
    "ru": "Правительство объявило меры. «Это важно», – сказал Ёжиков.",
    "uk": "Уряд оголосив заходи. «Це важливо», – сказав Їжак Ґедзь.",
    "bg": "Правителството обяви мерки. „Важно е“, каза Щърбанов.",
    "sr": "Влада је објавила мере. „Важно је“, рекао је Ђорђе Љубић.",
    "he": "הממשלה הודיעה על צעדים. ״זה חשוב״, אמר השר.",
    "ar": "أعلنت الحكومة عن إجراءات جديدة. «هذا مهم»، قال الوزير.",
    "fa": "دولت اقدامات جدیدی اعلام کرد. «این مهم است»، وزیر گفت.",
    "hi": "सरकार ने नए उपायों की घोषणा की। ‘यह महत्वपूर्ण है’।",
    "th": "รัฐบาลประกาศมาตรการใหม่ “สำคัญมาก” รัฐมนตรีกล่าว",
    "vi": "Chính phủ công bố các biện pháp mới. “Điều này quan trọng”, ông Nguyễn nói.",
    "zh": "政府宣布了新措施。“这很重要”，部长说。",
    "ja": "政府は新しい措置を発表した。「これは重要だ」と大臣は述べた。",
    "ko": "정부는 새로운 조치를 발표했다. “이것은 중요하다”고 장관이 말했다.",
}
# fmt: on
ENCODINGS = ("cp1252", "latin-1", "cp1251", "cp1250", "mac_roman", "cp437", "iso8859_2")
#: The least share of the pairs of a language and an encoding that are restored.
RESTORED = 0.85


def taken_for(encoding: str, text: str) -> str | None:
    """The text as it looks if its UTF-8 is taken for an encoding; None if that is not possible."""
    try:
        return text.encode().decode(encoding)
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("language", SENTENCES)
def test_correct_text_is_never_changed(language: str) -> None:
    text = SENTENCES[language]
    for each in (text, text.upper(), text.title(), "\n".join(text.split()), text + " Â» Ã© Р°"):
        assert repaired(each) == each


@pytest.mark.parametrize("language", SENTENCES)
def test_no_text_is_restored_to_another_than_it_was(language: str) -> None:
    text = SENTENCES[language]
    for encoding in ENCODINGS:
        wrong = taken_for(encoding, text)
        if wrong is not None:
            assert repaired(wrong) in (text, wrong)


def test_nearly_all_texts_are_restored() -> None:
    pairs = [
        (wrong, text)
        for text in SENTENCES.values()
        for encoding in ENCODINGS
        if (wrong := taken_for(encoding, text)) is not None
    ]
    restored = sum(repaired(wrong) == text for wrong, text in pairs)
    assert restored >= RESTORED * len(pairs)


@pytest.mark.parametrize("language", SENTENCES)
def test_what_browsers_took_for_windows_1252_is_restored(language: str) -> None:
    text = SENTENCES[language]
    # Browsers read the five undefined bytes as control characters.
    wrong = "".join(bytes([c]).decode("cp1252", "ignore") or chr(c) for c in text.encode())
    assert repaired(wrong) == text
