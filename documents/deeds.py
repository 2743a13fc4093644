"""How the deeds of this app read in the journal; steps are named by the state they lead to."""

from django.utils.translation import pgettext_lazy

WORDS = {
    "document.issued": pgettext_lazy("deed", "document issued"),
    "document.set": pgettext_lazy("deed", "document set"),
    "document.downloaded": pgettext_lazy("deed", "document taken out"),
    "document.copied": pgettext_lazy("deed", "reading copy ordered"),
    "number_series.named": pgettext_lazy("deed", "mark of a number series chosen"),
}
