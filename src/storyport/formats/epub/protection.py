"""Books that are locked: META-INF/encryption.xml.

Fonts may be obfuscated (by IDPF's or Adobe's algorithm, keyed by the package's identifier);
anything else that is encrypted is DRM.

Source: EPUB 3.3, sections 4.2.6.3.2 (encryption.xml) and 4.4 (font obfuscation).
"""

from __future__ import annotations

import urllib.parse
from collections.abc import Collection, Iterator

from storyport.formats.container import Container
from storyport.formats.xml_spans import parse_xml
from storyport.formats.xml_tree import Element
from storyport.kernel.errors import BadInput

__all__ = ["refuse_locked"]

_ENCRYPTION = "META-INF/encryption.xml"
_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})


def refuse_locked(container: Container, needed: Collection[str]) -> None:
    """Check that nothing that has to be read is encrypted.

    Args:
        needed: members that are going to be read.

    Raises:
        BadInput: DRM.
    """
    if _ENCRYPTION not in container:
        return
    root = parse_xml(container.read(_ENCRYPTION), container.where(_ENCRYPTION)).root
    for algorithm, member in _encrypted(root):
        if algorithm not in _OBFUSCATION and member in needed:
            raise BadInput(
                f"this book is encrypted (DRM): {member} cannot be read.",
                where=container.where(_ENCRYPTION),
                do="Ask its publisher or author for a copy without DRM.",
            )


def _encrypted(root: Element) -> Iterator[tuple[str, str]]:
    for data in root.walk():
        if data.name != "EncryptedData":
            continue
        below = list(data.walk())
        methods = [one for one in below if one.name == "EncryptionMethod" and one.parent is data]
        algorithm = methods[0].attributes.get("Algorithm", "") if methods else ""
        for one in below:
            if one.name == "CipherReference":
                yield algorithm, urllib.parse.unquote(one.attributes.get("URI", "").lstrip("/"))
