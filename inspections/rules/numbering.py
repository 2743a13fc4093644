"""How working papers are numbered: 〔2026〕十一巡-5组-06号."""

DIGITS = "零一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """1 to 99 as officials write them: 7 七, 10 十, 21 二十一; from 100 on in figures."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    head = {0: "", 1: "十"}.get(tens, DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones or not tens else "")


def paper_number(*, year: int, round_number: int, team_number: int, serial: int) -> str:
    return f"〔{year}〕{chinese_numeral(round_number)}巡-{team_number}组-{serial:02d}号"


def provisional_paper_number(*, year: int, round_number: int, team_number: int, serial: int) -> str:
    return f"〔{year}〕{chinese_numeral(round_number)}巡-{team_number}组-暂{serial:02d}号"
