"""Whether the machine has the faces that documents are set in: no letter may print as a box."""

import subprocess
from dataclasses import dataclass

#: What official paper asks for, and the open faces that stand in where the office has bought none.
FACES = {
    "仿宋 (text)": ["FangSong_GB2312", "FangSong", "仿宋", "Zhuque Fangsong", "Noto Serif CJK SC"],
    "小标宋 (titles)": ["FZXiaoBiaoSong-B05S", "方正小标宋简体", "Noto Serif CJK SC"],
    "黑体 (first headings)": ["SimHei", "黑体", "Noto Sans CJK SC"],
    "楷体 (second headings)": ["KaiTi_GB2312", "KaiTi", "楷体", "LXGW WenKai", "Noto Serif CJK SC"],
}
#: Letters of real personal names that small fonts lack.
RARE = "喆堃翀赟祎玥玹昉旻垚淼彧晔煜炜珺璟瑄翾龑䶮"


@dataclass(frozen=True)
class Face:
    """One face the pages ask for, and the first family of its list that this machine has."""

    use: str
    family: str

    @property
    def is_missing(self) -> bool:
        return not self.family


def faces() -> list[Face]:
    """For each use the family that will print; an empty one where none of the list is there."""
    present = families()
    return [
        Face(use, next((name for name in wanted if name in present), ""))
        for use, wanted in FACES.items()
    ]


def families() -> set[str]:
    """Every font family of this machine, under each of its names."""
    listed = _fc_list("--format", "%{family}\n")
    return {name.strip() for line in listed.splitlines() for name in line.split(",")}


def unprintable(text: str) -> str:
    """The letters of ``text`` that no font of this machine has."""
    return "".join(letter for letter in text if not _fc_list(f":charset={ord(letter):x}"))


def _fc_list(*arguments: str) -> str:
    # fontconfig's own list, the same that WeasyPrint chooses from; fixed name, no shell.
    done = subprocess.run(  # noqa: S603
        ["fc-list", *arguments],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout
