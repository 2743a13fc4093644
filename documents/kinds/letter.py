"""What every letter has: who sends it, to whom, who signs, who gets a copy."""

from typing import NotRequired, TypedDict

from documents.kinds.schema import Day


class Letter(TypedDict):
    """The parts of an official page (GB/T 9704-2012) that do not depend on the matter.

    ``issuer``      organ named in the red head, e.g. 中共河阳县委巡察工作领导小组办公室
    ``recipient``   main recipient, without the colon
    ``signed_by``   organ under the text; ``signed_on`` its date
    ``urgency``     特急 or 加急, top left
    ``attachments`` names of annexes, in order
    ``copies``      organs that get a copy (抄送)
    ``printed_by``  organ that prints it (印发机关); ``printed_on`` the day of printing
    """

    issuer: str
    recipient: str
    signed_by: str
    signed_on: Day
    urgency: NotRequired[str]
    attachments: NotRequired[list[str]]
    copies: NotRequired[list[str]]
    printed_by: NotRequired[str]
    printed_on: NotRequired[Day]
