"""Letters as offices type them: the legacy fonts, decomposed text, the two tone styles, case damage.

The byte tables of TCVN3 and VNI are facts of those standards, retyped here so that the sample does
not depend on the program it tests.
"""

import unicodedata

# Letters of TCVN3 (ABC) and the code points under which Excel keeps them. A toned capital has no
# code of its own: writers type the small letter and pick a font whose name ends in H, or do not care.
_TCVN3 = """
á B8 à B5 ả B6 ã B7 ạ B9 Â A2 â A9 ấ CA ầ C7 ẩ C8 ẫ C9 ậ CB Ă A1 ă A8 ắ BE ằ BB ẳ BC ẵ BD ặ C6
Đ A7 đ AE é D0 è CC ẻ CE ẽ CF ẹ D1 Ê A3 ê AA ế D5 ề D2 ể D3 ễ D4 ệ D6 í DD ì D7 ỉ D8 ĩ DC ị DE
ó E3 ò DF ỏ E1 õ E2 ọ E4 Ô A4 ô AB ố E8 ồ E5 ổ E6 ỗ E7 ộ E9 Ơ A5 ơ AC ớ ED ờ EA ở EB ỡ EC ợ EE
ú F3 ù EF ủ F1 ũ F2 ụ F4 Ư A6 ư AD ứ F8 ừ F5 ử F6 ữ F7 ự F9 ý FD ỳ FA ỷ FB ỹ FC ỵ FE
""".split()
TCVN3 = {letter: chr(int(code, 16)) for letter, code in zip(_TCVN3[::2], _TCVN3[1::2])}

# Letters of VNI-Windows: a base letter and a mark; both cases.
_VNI = """
á aù à aø ả aû ã aõ ạ aï â aâ ấ aá ầ aà ẩ aå ẫ aã ậ aä ă aê ắ aé ằ aè ẳ aú ẵ aü ặ aë đ ñ
é eù è eø ẻ eû ẽ eõ ẹ eï ê eâ ế eá ề eà ể eå ễ eã ệ eä í í ì ì ỉ æ ĩ ó ị ò
ó où ò oø ỏ oû õ oõ ọ oï ô oâ ố oá ồ oà ổ oå ỗ oã ộ oä ơ ô ớ ôù ờ ôø ở ôû ỡ ôõ ợ ôï
ú uù ù uø ủ uû ũ uõ ụ uï ư ö ứ öù ừ öø ử öû ữ öõ ự öï ý yù ỳ yø ỷ yû ỹ yõ ỵ î
""".split()
VNI = dict(zip(_VNI[::2], _VNI[1::2]))
VNI.update({letter.upper(): code.upper() for letter, code in list(VNI.items())})


def tcvn3(text, capitals_font=False):
    """Text as a .VnTime cell holds it; for a font ending in H, everything in small letters."""
    if capitals_font:
        text = text.lower()
    return "".join(TCVN3.get(c) or TCVN3.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def vni(text):
    """Text as a VNI-Times cell holds it."""
    return "".join(VNI.get(c, c) for c in unicodedata.normalize("NFC", text))


def nfd(text):
    """Text as some Macs and web forms hand it over: every mark a code point of its own."""
    return unicodedata.normalize("NFD", text)


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def cp1258(text):
    """Bytes of Windows-1258: the letter with its hat, then the tone."""
    out = []
    for c in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", c)
        tone = "".join(p for p in parts if p in _TONES)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        out.append(base + tone)
    return "".join(out).encode("cp1258")


# hòa or hoà: offices write both; only open oa, oe, uy differ.
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()


def new_tone(text):
    """The school spelling: hoà, thuý, khoẻ."""
    words = []
    for word in text.split(" "):
        for old, new in zip(_OLD, _NEW):
            for a, b in ((old, new), (old.upper(), new.upper())):
                if word.endswith(a) and not word[: -len(a)].lower().endswith("q"):
                    word = word[: -len(a)] + b
        words.append(word)
    return " ".join(words)


def case_damage(name, turn):
    """What hasty typing does to capitals; `turn` picks the kind of damage."""
    words = name.split(" ")
    if turn % 3 == 0:
        return name.lower()
    if turn % 3 == 1:
        return " ".join([words[0].upper()] + words[1:])
    return " ".join(words[:-1] + [words[-1][0].lower() + words[-1][1:].upper()])


def bare(text):
    """The letters without marks, small: for telling apart and for file names."""
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in text if not unicodedata.combining(c))
