"""How the deeds of this app read in the journal; steps are named by the state they lead to."""

from django.utils.translation import pgettext_lazy

WORDS = {
    "token.issued": pgettext_lazy("deed", "interface key issued"),
    "token.withdrawn": pgettext_lazy("deed", "interface key withdrawn"),
}
