"""Labels of dates: "Published", "Last updated", in the languages of newspapers."""

from __future__ import annotations

import re
from typing import Literal

from articles.extraction.words.expressions import Expression

Label = Literal["published", "updated", ""]

_UPDATED = (
    r"last updated?|updated(?: on| at)?|modified|update|edited|revised|reviewed|upd|"
    r"aktualisiert|mis(?:e)? à jour|modifié|actualizado|aggiornato|atualizado|bijgewerkt|обновлено|"
    r"aktualizacja|zaktualizowano|aktualizováno|aktualizované|ažurirano|güncelleme|güncellendi|"
    r"uppdaterad|opdateret|oppdatert|päivitetty|actualizat|frissítve|frissült|τελευταία ενημέρωση|"
    r"ενημερώθηκε|оновлено|обновена|ажурирано|diperbarui|dikemas kini|cập nhật|آخر تحديث|تحديث|"
    r"به‌روزرسانی|بروزرسانی|עודכן|अपडेट|আপডেট|อัปเดต|แก้ไข|最終更新|更新日時?|更新|更新时间|更新時間|수정"
)
_PUBLISHED = (
    r"published|posted|publication date|publish date|created|date|issued|released|uploaded|added|"
    r"filed|veröffentlicht|publié|publicado|pubblicato|gepubliceerd|опубликовано|"
    r"opublikowano|data publikacji|publikováno|vydáno|publikované|objavljeno|yayınlandı|"
    r"yayınlanma(?: tarihi)?|publicerad|publiceret|offentliggjort|publisert|julkaistu|publicat|"
    r"megjelent|közzétéve|δημοσιεύθηκε|δημοσίευση|опубліковано|публикувана|објављено|diterbitkan|"
    r"dipublikasikan|diterbit|đăng|xuất bản|تاريخ النشر|نشر في|نشر|تاریخ انتشار|انتشار|פורסם|"
    r"प्रकाशित|प्रकाश|প্রকাশিত|প্রকাশ|เผยแพร|公開日時?|公開|掲載|配信|发布时间|發布時間|发布|發布|发表|입력|등록|게재"
)
LABEL = Expression(
    rf"(?P<updated>\b(?:last |was |zuletzt |date )?(?:{_UPDATED})\b(?: date\b)?)"
    rf"|(?P<published>\b(?:first |originally |was |date )?(?:{_PUBLISHED})\b)",
    re.IGNORECASE,
)
