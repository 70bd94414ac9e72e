"""What pages print around a story, in the twenty languages of the most newspapers besides English.

Each row has a button, the heading of a list of other stories, that of the comments, a link to
another story, a notice of copyright, a byline, a date, "2 hours ago" and a picture credit.
"""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest

from articles.extraction.lines.relativedates import day_meant
from articles.extraction.page.kinds import BYLINE, CAPTION, DATE, FURNITURE, LINK, kind_of
from articles.extraction.words.vocabulary import DATA, Phrases, folded, vocabulary, words_of

ROWS = {
    "zh": "分享 | 相关新闻 | 发表评论 | 延伸阅读：新桥通车 | 江湾晚报 版权所有 | 作者：李娜"
    " | 2021年3月4日 | 2小时前 | 摄影：李娜",
    "es": "Compartir | Te puede interesar | Deja un comentario | Lee también: El puente nuevo"
    " | Todos los derechos reservados | Por Inés Valdo | 4 de marzo de 2021 | hace 2 horas"
    " | Foto: Inés Valdo",
    "hi": "शेयर करें | संबंधित खबरें | टिप्पणी करें | यह भी पढ़ें: नया पुल खुला | सर्वाधिकार सुरक्षित"
    " | लेखक: मीरा जोशी | 4 मार्च 2021 | 2 घंटे पहले | फोटो: मीरा जोशी",
    "ar": "مشاركة | الأكثر قراءة | اترك تعليقا | اقرأ أيضا: جسر جديد | جميع الحقوق محفوظة"
    " | بقلم: ليلى حداد | 4 مارس 2021 | قبل 2 ساعات | صورة: ليلى حداد",
    "pt": "Compartilhar | Mais lidas | Deixe um comentário | Leia também: A ponte nova"
    " | Todos os direitos reservados | Texto de Rui Paz | 4 de março de 2021 | há 2 horas"
    " | Foto: Rui Paz",
    "bn": "শেয়ার করুন | সম্পর্কিত খবর | মন্তব্য করুন | আরও পড়ুন: নতুন সেতু | সর্বস্বত্ব সংরক্ষিত"
    " | লেখক: মিতা রায় | ৪ মার্চ ২০২১ | 2 ঘন্টা আগে | ছবি: মিতা রায়",
    "ru": "Поделиться | Популярное | Оставить комментарий | Читайте также: Новый мост"
    " | Все права защищены | Автор: Мария Орлова | 4 марта 2021 | 2 часа назад"
    " | Фото: Мария Орлова",
    "ja": "シェアする | 人気記事 | コメントを書く | 関連記事：新しい橋が開通 | 無断転載・複製を禁じます"
    " | 執筆：森葉子 | 2021年3月4日 | 2 時間前 | 写真：森葉子",
    "de": "Teilen | Meistgelesen | Kommentar schreiben | Lesen Sie auch: Die neue Brücke"
    " | Alle Rechte vorbehalten | Von Jana Rehm | 4. März 2021 | vor 2 Stunden"
    " | Foto: Jana Rehm",
    "fr": "Partager | Les plus lus | Laisser un commentaire | Lire aussi : Le pont neuf"
    " | Tous droits réservés | Par Lise Moran | 4 mars 2021 | il y a 2 heures"
    " | Photo : Lise Moran",
    "id": "Bagikan | Terpopuler | Tulis komentar | Baca juga: Jembatan baru"
    " | Hak cipta dilindungi | Oleh Dewi Sari | 4 Maret 2021 | 2 jam yang lalu"
    " | Foto: Dewi Sari",
    "tr": "Paylaş | Çok okunanlar | Yorum yap | İlgili haber: Yeni köprü açıldı"
    " | Tüm hakları saklıdır | Yazan: Elif Su | 4 Mart 2021 | 2 saat önce"
    " | Fotoğraf: Elif Su",
    "ko": "공유하기 | 많이 본 뉴스 | 댓글 쓰기 | 관련기사: 새 다리 개통 | 무단 전재 및 재배포 금지"
    " | 김하나 기자 | 2021년 3월 4일 | 2시간 전 | 사진: 김하나",
    "vi": "Chia sẻ | Tin liên quan | Viết bình luận | Xem thêm: Cầu mới | Báo Sông giữ bản quyền"
    " | Tác giả: Mai Lan | 4 tháng 3 năm 2021 | 2 giờ trước | Ảnh: Mai Lan",
    "it": "Condividi | I più letti | Lascia un commento | Leggi anche: Il ponte nuovo"
    " | Tutti i diritti riservati | di Carla Nesi | 4 marzo 2021 | 2 ore fa"
    " | Immagine: Carla Nesi",
    "ur": "شیئر کریں | متعلقہ خبریں | تبصرہ کریں | یہ بھی پڑھیں: نیا پل | جملہ حقوق محفوظ"
    " | تحریر: ثنا علی | 4 مارچ 2021 | 2 گھنٹے پہلے | تصویر: ثنا علی",
    "fa": "اشتراک گذاری | پربازدیدترین | ارسال نظر | بیشتر بخوانید: پل تازه"
    " | کلیه حقوق محفوظ است | نویسنده: مینا راد | ۱۴ اسفند ۱۳۹۹ | 2 ساعت پیش | عکس: مینا راد",
    "ta": "பகிர்க | தொடர்புடைய செய்திகள் | கருத்து தெரிவிக்க | மேலும் படிக்க: புதிய பாலம்"
    " | அனைத்து உரிமைகளும் பாதுகாக்கப்பட்டவை | எழுதியவர்: மலர் செல்வி | 4 மார்ச் 2021"
    " | 2 மணிநேரம் முன் | படம்: மலர் செல்வி",
    "te": "షేర్ చేయండి | సంబంధిత వార్తలు | వ్యాఖ్యానించండి | ఇవి కూడా చదవండి: కొత్త వంతెన"
    " | సర్వహక్కులు | రచన: సీత రామ | 4 మార్చి 2021 | 2 గంటల క్రితం | ఫోటో: సీత రామ",
    "mr": "शेअर करा | संबंधित बातम्या | प्रतिक्रिया द्या | हेही वाचा: नवा पूल | सर्व हक्क राखीव"
    " | लेखन: मीरा जोशी | 4 मार्च 2021 | 2 तासांपूर्वी | छायाचित्र: मीरा जोशी",
}
LANGUAGES = tomllib.loads((DATA / "foreignfurniture.toml").read_text(encoding="utf-8"))
LISTS = [(code, name) for code, lists in LANGUAGES.items() for name in lists]
NOON = dt.datetime(2021, 3, 4, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("code", ROWS)
def test_the_lines_around_a_story_are_known_in_a_language(code: str) -> None:
    row = [each.strip() for each in ROWS[code].split(" | ")]
    button, others, comments, link, notice, byline, date, ago, credit = row
    kinds = [kind_of(text) for text in (button, link, notice, byline, date, credit)]
    assert kinds == [FURNITURE, LINK, FURNITURE, BYLINE, DATE, CAPTION]
    assert folded(others) in vocabulary().lists
    assert folded(comments) in vocabulary().closers
    assert str(day_meant(ago, NOON)) == "2021-03-04"


@pytest.mark.parametrize(("code", "name"), LISTS)
def test_every_phrase_of_a_list_is_read_as_what_the_list_says(code: str, name: str) -> None:
    missed = [phrase for phrase in LANGUAGES[code][name] if not _is_read(name, phrase)]
    assert missed == []


def _is_read(name: str, phrase: str) -> bool:
    plain = folded(phrase)
    if name == "labels":
        return kind_of(phrase) in (FURNITURE, LINK)
    if name == "links":
        return kind_of(f"{phrase}: {phrase}") is LINK
    known = getattr(vocabulary(), name)
    if isinstance(known, Phrases):
        return known.count(plain, frozenset(words_of(plain))) > 0
    return plain in known
