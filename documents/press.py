"""Setting one page description as a PDF, in a process of its own that may not reach anything.

Run as a file: HTML on standard input, PDF on standard output. It knows neither Django nor the
database, opens no address and no file but fonts, and is ended by its parent when it takes too long
or too much memory. A page of hostile text therefore costs one job and nothing else.
"""

import resource
import sys
import tempfile
from typing import Any

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher

MEMORY = 2 * 1024**3

REACHED_OUT = 3
NO_FONT = 4


class NoFontError(Exception):
    """Letters that no font of this machine has; they would print as boxes."""


def main() -> int:
    seconds = int(sys.argv[1])
    # Python finds the folder for temporary files by writing one, which it may not do any more below.
    tempfile.gettempdir()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sealed = URLFetcher(allowed_protocols=set(), allow_redirects=False, fail_on_errors=True)
    source = sys.stdin.buffer.read().decode()
    try:
        pdf = HTML(string=source, url_fetcher=sealed).write_pdf(finisher=refuse_boxes)
    except FatalURLFetchingError:
        # Not an Exception: it would pass every ordinary net.
        return REACHED_OUT
    except NoFontError as missing:
        sys.stdout.buffer.write(str(missing).encode())
        return NO_FONT
    sys.stdout.buffer.write(pdf)
    return 0


def refuse_boxes(document: Any, _pdf: Any) -> None:
    missing = {code for font in document.fonts.values() for code in font.missing}
    if missing:
        raise NoFontError("".join(chr(code) for code in sorted(missing)))


if __name__ == "__main__":
    sys.exit(main())
