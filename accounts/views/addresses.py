"""From which address a request comes, as far as the proxies in front can be believed."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost proxy of ours saw; what the client wrote before it is ignored."""
    proxies: int = settings.PROXY_COUNT
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    seen = hops[-proxies] if 0 < proxies <= len(hops) else ""
    try:
        return str(ip_address(seen))
    except ValueError:
        return str(request.META.get("REMOTE_ADDR", ""))
